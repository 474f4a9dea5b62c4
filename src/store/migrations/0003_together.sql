CREATE TABLE "roundtable"."joinings" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"what" text NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"member_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "joinings_what" CHECK ("roundtable"."joinings"."what" in ('join', 'leave')),
	CONSTRAINT "joinings_kind" CHECK ("roundtable"."joinings"."kind" in ('member', 'guest', 'stranger')),
	CONSTRAINT "joinings_state" CHECK ("roundtable"."joinings"."state" in ('open', 'accepted', 'dismissed', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."away_statuses" (
	"member_id" text PRIMARY KEY NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roundtable"."acts" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."acts_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"circle_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"member_id" text NOT NULL,
	"what" text NOT NULL,
	"change" jsonb,
	"title" text,
	CONSTRAINT "acts_of_circle" UNIQUE("circle_id","position"),
	CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'round-opened', 'round-cancelled')),
	CONSTRAINT "acts_about" CHECK (("roundtable"."acts"."change" is null) <> ("roundtable"."acts"."title" is null))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"change" jsonb NOT NULL,
	"by" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"decided" jsonb,
	CONSTRAINT "proposals_state" CHECK ("roundtable"."proposals"."state" in ('open', 'approved', 'declined', 'withdrawn')),
	CONSTRAINT "proposals_decided" CHECK (("roundtable"."proposals"."state" = 'open') = ("roundtable"."proposals"."decided" is null)),
	CONSTRAINT "proposals_two_voices" CHECK ("roundtable"."proposals"."state" <> 'approved' or ("roundtable"."proposals"."by" ->> 'memberId' <> "roundtable"."proposals"."decided" ->> 'memberId' and "roundtable"."proposals"."by" ->> 'voice' <> "roundtable"."proposals"."decided" ->> 'voice'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."unnamed_words" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"week" text NOT NULL,
	"words" text NOT NULL,
	"shown_in" text
);
--> statement-breakpoint
ALTER TABLE "roundtable"."deliveries" ADD COLUMN "person" text;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD COLUMN "other_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD COLUMN "by_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."identities" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."joinings" ADD CONSTRAINT "joinings_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."joinings" ADD CONSTRAINT "joinings_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."away_statuses" ADD CONSTRAINT "away_statuses_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."proposals" ADD CONSTRAINT "proposals_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."unnamed_words" ADD CONSTRAINT "unnamed_words_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "joinings_open" ON "roundtable"."joinings" USING btree ("circle_id","platform","external_id") WHERE "roundtable"."joinings"."state" = 'open';--> statement-breakpoint
CREATE INDEX "joinings_of_circle" ON "roundtable"."joinings" USING btree ("circle_id","at");--> statement-breakpoint
CREATE INDEX "proposals_open" ON "roundtable"."proposals" USING btree ("circle_id","at") WHERE "roundtable"."proposals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "unnamed_words_of_circle" ON "roundtable"."unnamed_words" USING btree ("circle_id","id");--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD CONSTRAINT "turn_events_other_id_members_id_fk" FOREIGN KEY ("other_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD CONSTRAINT "turn_events_by_id_members_id_fk" FOREIGN KEY ("by_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."deliveries" ADD CONSTRAINT "deliveries_place" CHECK (num_nonnulls("roundtable"."deliveries"."member_id", "roundtable"."deliveries"."channel", "roundtable"."deliveries"."person") = 1);--> statement-breakpoint
UPDATE "roundtable"."members" SET "preferences" = '{"reminders": true, "reachOn": null, "awayFromStatus": false}'::jsonb || "preferences";--> statement-breakpoint
UPDATE "roundtable"."digests" SET "digest" = '{"said": []}'::jsonb || "digest";

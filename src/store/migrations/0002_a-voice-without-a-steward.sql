CREATE TABLE "roundtable"."choosings" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"voice" text NOT NULL,
	"member_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" jsonb NOT NULL,
	"stands_until" timestamp (3) with time zone,
	"state" text NOT NULL,
	CONSTRAINT "choosings_state" CHECK ("roundtable"."choosings"."state" in ('open', 'chosen', 'stopped', 'lapsed')),
	CONSTRAINT "choosings_told" CHECK ("roundtable"."choosings"."state" <> 'chosen' or "roundtable"."choosings"."stands_until" is not null),
	CONSTRAINT "choosings_others" CHECK (not "roundtable"."choosings"."confirmed_by" @> to_jsonb("roundtable"."choosings"."by"))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."acts" DROP CONSTRAINT "acts_what";--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ALTER COLUMN "member_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD COLUMN "steward_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."choosings" ADD CONSTRAINT "choosings_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."choosings" ADD CONSTRAINT "choosings_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."choosings" ADD CONSTRAINT "choosings_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "choosings_one" ON "roundtable"."choosings" USING btree ("circle_id","voice") WHERE "roundtable"."choosings"."state" = 'open';--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD CONSTRAINT "members_stand_in" CHECK ("roundtable"."members"."steward" or "roundtable"."members"."steward_until" is null);--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'by-itself', 'stopped', 'lapsed', 'round-opened', 'round-cancelled', 'set-up'));
CREATE TABLE "roundtable"."link_codes" (
	"member_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"shown_to" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "link_codes_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."link_tries" (
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"tries" integer NOT NULL,
	CONSTRAINT "link_tries_key" PRIMARY KEY("platform","external_id"),
	CONSTRAINT "link_tries_platform" CHECK ("roundtable"."link_tries"."platform" in ('slack', 'teams', 'web'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."links" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"member_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"gained" jsonb NOT NULL,
	"replaced" jsonb NOT NULL,
	"from_id" text,
	"by_id" text
);
--> statement-breakpoint
ALTER TABLE "roundtable"."identities" ADD COLUMN "since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."link_codes" ADD CONSTRAINT "link_codes_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_from_id_members_id_fk" FOREIGN KEY ("from_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_by_id_members_id_fk" FOREIGN KEY ("by_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_of_member" ON "roundtable"."links" USING btree ("member_id","at");
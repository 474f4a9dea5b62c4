CREATE TABLE "roundtable"."buddies" (
	"newcomer_id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"state" text NOT NULL,
	"helper_id" text,
	"asked" integer NOT NULL,
	CONSTRAINT "buddies_state" CHECK ("roundtable"."buddies"."state" in ('wanted', 'asked', 'agreed')),
	CONSTRAINT "buddies_helper" CHECK (("roundtable"."buddies"."state" = 'wanted') = ("roundtable"."buddies"."helper_id" is null)),
	CONSTRAINT "buddies_two" CHECK ("roundtable"."buddies"."helper_id" <> "roundtable"."buddies"."newcomer_id")
);
--> statement-breakpoint
ALTER TABLE "roundtable"."buddies" ADD CONSTRAINT "buddies_newcomer_id_members_id_fk" FOREIGN KEY ("newcomer_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."buddies" ADD CONSTRAINT "buddies_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."buddies" ADD CONSTRAINT "buddies_helper_id_members_id_fk" FOREIGN KEY ("helper_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;
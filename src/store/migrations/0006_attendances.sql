CREATE TABLE "roundtable"."attendances" (
	"meeting_id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"staff" text NOT NULL,
	"reps" text NOT NULL,
	"shown_in" text,
	CONSTRAINT "attendances_staff" CHECK ("roundtable"."attendances"."staff" in ('none', 'some')),
	CONSTRAINT "attendances_reps" CHECK ("roundtable"."attendances"."reps" in ('none', 'one', 'more'))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."attendances" ADD CONSTRAINT "attendances_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "roundtable"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."attendances" ADD CONSTRAINT "attendances_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendances_of_circle" ON "roundtable"."attendances" USING btree ("circle_id");
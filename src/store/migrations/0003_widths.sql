CREATE TABLE "roundtable"."question_levels" (
	"circle_id" text NOT NULL,
	"question" text NOT NULL,
	"level" text NOT NULL,
	"rests_until" timestamp (3) with time zone,
	CONSTRAINT "question_levels_key" PRIMARY KEY("circle_id","question"),
	CONSTRAINT "question_levels_level" CHECK ("roundtable"."question_levels"."level" in ('together', 'by-voice'))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."rounds" ADD COLUMN "levels" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."question_levels" ADD CONSTRAINT "question_levels_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;
DROP INDEX "roundtable"."rounds_reminder_due";--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" ADD COLUMN "reminders" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."rounds" ADD COLUMN "remind_later" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "roundtable"."pulses" SET "reminders" = jsonb_build_array("remind_after") WHERE "remind_after" IS NOT NULL;--> statement-breakpoint
-- From now on this is the next reminder: of rounds whose only one went, none is left.
UPDATE "roundtable"."rounds" SET "remind_at" = NULL WHERE "reminded_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "rounds_reminder_due" ON "roundtable"."rounds" USING btree ("remind_at") WHERE "roundtable"."rounds"."state" = 'open' and "roundtable"."rounds"."remind_at" is not null;
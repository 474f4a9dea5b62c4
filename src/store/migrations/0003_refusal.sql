ALTER TABLE "roundtable"."meetings" ADD COLUMN "asking" jsonb;--> statement-breakpoint
-- Nobody chairs who has not said yes. Who was drawn is asked from the moment the series is next looked at, which is now.
UPDATE "roundtable"."meeting_series" SET "next_due_at" = to_timestamp(0) WHERE "id" IN (
	SELECT "series_id" FROM "roundtable"."meetings" WHERE "state" = 'planned' AND "chair_id" IS NOT NULL AND NOT "accepted"
);--> statement-breakpoint
UPDATE "roundtable"."meetings" SET "chair_id" = NULL, "co_chair_id" = NULL, "announce_due_at" = NULL
	WHERE "state" = 'planned' AND NOT "accepted";--> statement-breakpoint
-- Who was asked and who said no is forgotten once it is over. Who stood down after a yes was named before.
UPDATE "roundtable"."meetings" SET "declined" = '[]' WHERE "state" <> 'planned';--> statement-breakpoint
UPDATE "roundtable"."meetings" SET "turn" = NULL WHERE "state" <> 'planned' AND "chair_id" IS NULL;--> statement-breakpoint
DELETE FROM "roundtable"."notices" WHERE "key" IN (
	SELECT "deliveries"."id" FROM "roundtable"."deliveries" JOIN "roundtable"."meetings" ON "meetings"."id" = "subject"
		WHERE "kind" = 'turn-offer' AND "meetings"."state" <> 'planned'
);--> statement-breakpoint
DELETE FROM "roundtable"."deliveries" WHERE "kind" = 'turn-offer' AND "subject" IN (
	SELECT "id" FROM "roundtable"."meetings" WHERE "state" <> 'planned'
);--> statement-breakpoint
UPDATE "roundtable"."turn_events" SET "member_id" = NULL WHERE "what" = 'drawn';--> statement-breakpoint
DELETE FROM "roundtable"."turn_events" AS "said_no" WHERE "what" = 'declined' AND NOT EXISTS (
	SELECT 1 FROM "roundtable"."turn_events" AS "said_yes" WHERE "said_yes"."meeting_id" = "said_no"."meeting_id"
		AND "said_yes"."member_id" = "said_no"."member_id" AND "said_yes"."what" = 'accepted' AND "said_yes"."id" < "said_no"."id"
);--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" DROP COLUMN "accepted";

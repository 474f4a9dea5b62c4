ALTER TABLE "roundtable"."members" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD COLUMN "voice_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD COLUMN "answer" text;--> statement-breakpoint
-- Everybody there is counts as let in, but for those whom a steward of another voice added alone: they stay members, and
-- their yes is no key until it is healed.
UPDATE "roundtable"."members" SET "confirmed_at" = "joined_at" WHERE "left_at" IS NOT NULL OR NOT EXISTS (
	SELECT FROM "roundtable"."acts"
	JOIN "roundtable"."members" AS "adder" ON "adder"."id" = "acts"."member_id"
	WHERE "acts"."what" = 'changed' AND "acts"."change" ->> 'kind' = 'member-added'
		AND "acts"."change" ->> 'memberId' = "members"."id" AND "adder"."voice" <> "members"."voice"
);

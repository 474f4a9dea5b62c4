ALTER TABLE "roundtable"."acts" DROP CONSTRAINT "acts_what";--> statement-breakpoint
ALTER TABLE "roundtable"."circles" ADD COLUMN "set_up_at" timestamp (3) with time zone;--> statement-breakpoint
-- Circles that are there live already: they count as set up since their first member.
UPDATE "roundtable"."circles" SET "set_up_at" = coalesce(
	(SELECT min("joined_at") FROM "roundtable"."members" WHERE "members"."circle_id" = "circles"."id"),
	to_timestamp(0)
);--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'round-opened', 'round-cancelled', 'set-up', 'roster-confirmed'));
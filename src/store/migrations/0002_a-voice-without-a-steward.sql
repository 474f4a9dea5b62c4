ALTER TABLE "roundtable"."acts" DROP CONSTRAINT "acts_what";--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ALTER COLUMN "member_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD COLUMN "steward_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD CONSTRAINT "members_stand_in" CHECK ("roundtable"."members"."steward" or "roundtable"."members"."steward_until" is null);--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'by-itself', 'round-opened', 'round-cancelled', 'set-up'));
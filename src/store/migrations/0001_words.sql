ALTER TABLE "roundtable"."circles" ADD COLUMN "signpost" text;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "changed_in" text;--> statement-breakpoint
UPDATE "roundtable"."digests" SET "digest" = "digest" #- '{lead,words}' WHERE "digest" #>> '{lead,kind}' = 'old-promise';

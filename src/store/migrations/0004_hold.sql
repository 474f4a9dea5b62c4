ALTER TABLE "roundtable"."circles" ADD COLUMN "next_review_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "circles_review_due" ON "roundtable"."circles" USING btree ("next_review_at") WHERE "roundtable"."circles"."next_review_at" is not null;--> statement-breakpoint
-- Words that wait already are shown to stewards before the digest that is due, if enough time is left.
UPDATE "roundtable"."circles" SET "next_review_at" = "next_digest_at" - interval '24 hours' WHERE "next_digest_at" IS NOT NULL;

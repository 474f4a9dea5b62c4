CREATE TABLE "roundtable"."conversations" (
	"platform" text NOT NULL,
	"name" text NOT NULL,
	"parent" text,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "conversations_key" PRIMARY KEY("platform","name")
);
--> statement-breakpoint
CREATE INDEX "conversations_parent" ON "roundtable"."conversations" USING btree ("platform","parent");
CREATE TABLE "roundtable"."installations" (
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"installed_at" timestamp (3) with time zone NOT NULL,
	"shut_out_at" timestamp (3) with time zone,
	CONSTRAINT "installations_key" PRIMARY KEY("platform","workspace")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."sending_lanes" (
	"lane" text PRIMARY KEY NOT NULL,
	"booked_until" timestamp (3) with time zone NOT NULL
);

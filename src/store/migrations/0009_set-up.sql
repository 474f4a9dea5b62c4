CREATE TABLE "roundtable"."organisation_workspaces" (
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"organisation_id" text NOT NULL,
	CONSTRAINT "organisation_workspaces_key" PRIMARY KEY("platform","workspace")
);
--> statement-breakpoint
ALTER TABLE "roundtable"."acts" DROP CONSTRAINT "acts_what";--> statement-breakpoint
ALTER TABLE "roundtable"."organisation_workspaces" ADD CONSTRAINT "organisation_workspaces_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "roundtable"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'round-opened', 'round-cancelled', 'set-up'));
CREATE TABLE "roundtable"."invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"member_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"maker" text NOT NULL,
	"maker_id" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "invitations_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "invitations_maker" CHECK ("roundtable"."invitations"."maker" in ('self', 'steward', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."old_cookies_ended" (
	"web_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roundtable"."web_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"web_id" text NOT NULL,
	"device" text NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "web_sessions_device" CHECK ("roundtable"."web_sessions"."device" in ('own', 'shared'))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD CONSTRAINT "invitations_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD CONSTRAINT "invitations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD CONSTRAINT "invitations_maker_id_members_id_fk" FOREIGN KEY ("maker_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_of_member" ON "roundtable"."invitations" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "web_sessions_of_account" ON "roundtable"."web_sessions" USING btree ("web_id");
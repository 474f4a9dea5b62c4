CREATE SCHEMA IF NOT EXISTS "roundtable";
--> statement-breakpoint
CREATE TABLE "roundtable"."attendances" (
	"meeting_id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"staff" text NOT NULL,
	"reps" text NOT NULL,
	"shown_in" text,
	CONSTRAINT "attendances_staff" CHECK ("roundtable"."attendances"."staff" in ('none', 'some')),
	CONSTRAINT "attendances_reps" CHECK ("roundtable"."attendances"."reps" in ('none', 'one', 'more'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."buddies" (
	"newcomer_id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"state" text NOT NULL,
	"helper_id" text,
	"asked" integer NOT NULL,
	CONSTRAINT "buddies_state" CHECK ("roundtable"."buddies"."state" in ('wanted', 'asked', 'agreed')),
	CONSTRAINT "buddies_helper" CHECK (("roundtable"."buddies"."state" = 'wanted') = ("roundtable"."buddies"."helper_id" is null)),
	CONSTRAINT "buddies_two" CHECK ("roundtable"."buddies"."helper_id" <> "roundtable"."buddies"."newcomer_id")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."circles" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"name" text NOT NULL,
	"timezone" text NOT NULL,
	"language" text NOT NULL,
	"voices" jsonb NOT NULL,
	"channels" jsonb NOT NULL,
	"meeting_chats" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"digest_schedule" jsonb,
	"digest_to_channel" boolean NOT NULL,
	"digest_to_managers" boolean NOT NULL,
	"next_digest_at" timestamp (3) with time zone,
	CONSTRAINT "circles_name" UNIQUE("organisation_id","name")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."organisation_workspaces" (
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"organisation_id" text NOT NULL,
	CONSTRAINT "organisation_workspaces_key" PRIMARY KEY("platform","workspace")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."organisations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "organisations_name_unique" UNIQUE("name")
);
--> statement-breakpoint
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
CREATE TABLE "roundtable"."deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"circle_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"member_id" text,
	"channel" text,
	"person" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"slot_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"ref" text,
	"note" text,
	CONSTRAINT "deliveries_key_unique" UNIQUE("key"),
	CONSTRAINT "deliveries_state" CHECK ("roundtable"."deliveries"."state" in ('due', 'claimed', 'sent', 'waiting', 'failed', 'dropped')),
	CONSTRAINT "deliveries_place" CHECK (num_nonnulls("roundtable"."deliveries"."member_id", "roundtable"."deliveries"."channel", "roundtable"."deliveries"."person") = 1),
	CONSTRAINT "deliveries_claim" CHECK (("roundtable"."deliveries"."state" = 'claimed') = ("roundtable"."deliveries"."claimed_until" is not null))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."digests" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"week" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"digest" jsonb NOT NULL,
	CONSTRAINT "digests_week" UNIQUE("circle_id","week")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."failures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."failures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"job" text NOT NULL,
	"subject" text NOT NULL,
	"circle_id" text,
	"error" text NOT NULL
);
--> statement-breakpoint
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
	"booked_until" timestamp (3) with time zone NOT NULL,
	"held_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "roundtable"."joinings" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"what" text NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"member_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "joinings_what" CHECK ("roundtable"."joinings"."what" in ('join', 'leave')),
	CONSTRAINT "joinings_kind" CHECK ("roundtable"."joinings"."kind" in ('member', 'guest', 'stranger')),
	CONSTRAINT "joinings_state" CHECK ("roundtable"."joinings"."state" in ('open', 'accepted', 'dismissed', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."link_codes" (
	"member_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"shown_to" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "link_codes_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."link_tries" (
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"tries" integer NOT NULL,
	CONSTRAINT "link_tries_key" PRIMARY KEY("platform","external_id"),
	CONSTRAINT "link_tries_platform" CHECK ("roundtable"."link_tries"."platform" in ('slack', 'teams', 'web'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."links" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"member_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"gained" jsonb NOT NULL,
	"replaced" jsonb NOT NULL,
	"from_id" text,
	"by_id" text
);
--> statement-breakpoint
CREATE TABLE "roundtable"."meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"series_id" text NOT NULL,
	"circle_id" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"turn" jsonb,
	"chair_id" text,
	"co_chair_id" text,
	"accepted" boolean NOT NULL,
	"declined" jsonb NOT NULL,
	"announced_chair_id" text,
	"announce_due_at" timestamp (3) with time zone,
	CONSTRAINT "meetings_start" UNIQUE("series_id","starts_at"),
	CONSTRAINT "meetings_state" CHECK ("roundtable"."meetings"."state" in ('planned', 'held', 'cancelled')),
	CONSTRAINT "meetings_span" CHECK ("roundtable"."meetings"."starts_at" < "roundtable"."meetings"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."meeting_series" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"name" text NOT NULL,
	"schedule" jsonb NOT NULL,
	"lasting" bigint NOT NULL,
	"policy" jsonb NOT NULL,
	"rota" jsonb NOT NULL,
	"next_due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "meeting_series_lasting" CHECK ("roundtable"."meeting_series"."lasting" > 0)
);
--> statement-breakpoint
CREATE TABLE "roundtable"."turn_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."turn_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"meeting_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"what" text NOT NULL,
	"member_id" text,
	"voice" text,
	"other_id" text,
	"by_id" text
);
--> statement-breakpoint
CREATE TABLE "roundtable"."absences" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	CONSTRAINT "absences_days" CHECK ("roundtable"."absences"."from_day" <= "roundtable"."absences"."to_day")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."away_statuses" (
	"member_id" text PRIMARY KEY NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roundtable"."identities" (
	"member_id" text NOT NULL,
	"circle_id" text NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"since" timestamp (3) with time zone,
	CONSTRAINT "identities_key" PRIMARY KEY("member_id","platform"),
	CONSTRAINT "identities_person" UNIQUE("platform","external_id","circle_id"),
	CONSTRAINT "identities_platform" CHECK ("roundtable"."identities"."platform" in ('slack', 'teams', 'web'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."members" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."members_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"voice" text NOT NULL,
	"email" text,
	"steward" boolean NOT NULL,
	"manager" boolean NOT NULL,
	"chairs" text NOT NULL,
	"preferences" jsonb NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	CONSTRAINT "members_of_circle" UNIQUE("circle_id","id"),
	CONSTRAINT "members_chairs" CHECK ("roundtable"."members"."chairs" in ('yes', 'not-yet', 'resting'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."notices" (
	"key" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."notices_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"place_kind" text NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"message" jsonb NOT NULL,
	CONSTRAINT "notices_place" CHECK ("roundtable"."notices"."place_kind" in ('member', 'channel'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."promises" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"words" text NOT NULL,
	"raised_by" jsonb,
	"raised_in" text NOT NULL,
	"shown_in" text,
	"state" text NOT NULL,
	"reply" jsonb,
	"confirmed" jsonb,
	CONSTRAINT "promises_state" CHECK ("roundtable"."promises"."state" in ('raised', 'answered', 'confirmed', 'reopened'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."acts" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."acts_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"circle_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"member_id" text NOT NULL,
	"what" text NOT NULL,
	"change" jsonb,
	"title" text,
	CONSTRAINT "acts_of_circle" UNIQUE("circle_id","position"),
	CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'round-opened', 'round-cancelled', 'set-up')),
	CONSTRAINT "acts_about" CHECK (("roundtable"."acts"."change" is null) <> ("roundtable"."acts"."title" is null))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"change" jsonb NOT NULL,
	"by" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"decided" jsonb,
	CONSTRAINT "proposals_state" CHECK ("roundtable"."proposals"."state" in ('open', 'approved', 'declined', 'withdrawn')),
	CONSTRAINT "proposals_decided" CHECK (("roundtable"."proposals"."state" = 'open') = ("roundtable"."proposals"."decided" is null)),
	CONSTRAINT "proposals_two_voices" CHECK ("roundtable"."proposals"."state" <> 'approved' or ("roundtable"."proposals"."by" ->> 'memberId' <> "roundtable"."proposals"."decided" ->> 'memberId' and "roundtable"."proposals"."by" ->> 'voice' <> "roundtable"."proposals"."decided" ->> 'voice'))
);
--> statement-breakpoint
CREATE TABLE "roundtable"."pulses" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"title" text NOT NULL,
	"pack_id" text,
	"questions" jsonb NOT NULL,
	"schedule" jsonb NOT NULL,
	"open_for" bigint NOT NULL,
	"remind_after" bigint,
	"scores_from" integer NOT NULL,
	"comments_from" integer NOT NULL,
	"comments" boolean NOT NULL,
	"next_opens_at" timestamp (3) with time zone,
	CONSTRAINT "pulses_thresholds" CHECK ("roundtable"."pulses"."scores_from" >= 5 and "roundtable"."pulses"."comments_from" >= 10),
	CONSTRAINT "pulses_open_for" CHECK ("roundtable"."pulses"."open_for" > 0)
);
--> statement-breakpoint
CREATE TABLE "roundtable"."ledger" (
	"round_id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"release" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roundtable"."pools" (
	"organisation_id" text NOT NULL,
	"quarter" text NOT NULL,
	"question" text NOT NULL,
	"voice" text NOT NULL,
	"asked" jsonb NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"salt" "bytea",
	"pepper_id" text,
	"sealed" "bytea",
	"spent_at" timestamp (3) with time zone,
	"release" jsonb,
	CONSTRAINT "pools_key" PRIMARY KEY("organisation_id","quarter","question","voice"),
	CONSTRAINT "pools_spent_once" CHECK (num_nulls("roundtable"."pools"."salt", "roundtable"."pools"."pepper_id", "roundtable"."pools"."sealed") = case when "roundtable"."pools"."spent_at" is null then 0 else 3 end)
);
--> statement-breakpoint
CREATE TABLE "roundtable"."rounds" (
	"id" text PRIMARY KEY NOT NULL,
	"pulse_id" text NOT NULL,
	"circle_id" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"questions" jsonb NOT NULL,
	"voices" jsonb NOT NULL,
	"scores_from" integer NOT NULL,
	"comments_from" integer NOT NULL,
	"comments" boolean NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"remind_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	CONSTRAINT "rounds_number" UNIQUE("pulse_id","number"),
	CONSTRAINT "rounds_state" CHECK ("roundtable"."rounds"."state" in ('open', 'closed', 'cancelled')),
	CONSTRAINT "rounds_thresholds" CHECK ("roundtable"."rounds"."scores_from" >= 5 and "roundtable"."rounds"."comments_from" >= 10),
	CONSTRAINT "rounds_span" CHECK ("roundtable"."rounds"."opened_at" < "roundtable"."rounds"."closes_at")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."seals" (
	"round_id" text PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL,
	"pepper_id" text NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roundtable"."seats" (
	"round_id" text NOT NULL,
	"member_id" text NOT NULL,
	"voice" text NOT NULL,
	"seat" integer NOT NULL,
	CONSTRAINT "seats_key" PRIMARY KEY("round_id","member_id"),
	CONSTRAINT "seats_number" UNIQUE("round_id","seat")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."unnamed_words" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"week" text NOT NULL,
	"words" text NOT NULL,
	"shown_in" text
);
--> statement-breakpoint
ALTER TABLE "roundtable"."attendances" ADD CONSTRAINT "attendances_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "roundtable"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."attendances" ADD CONSTRAINT "attendances_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."buddies" ADD CONSTRAINT "buddies_newcomer_id_members_id_fk" FOREIGN KEY ("newcomer_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."buddies" ADD CONSTRAINT "buddies_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."buddies" ADD CONSTRAINT "buddies_helper_id_members_id_fk" FOREIGN KEY ("helper_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."circles" ADD CONSTRAINT "circles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "roundtable"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."organisation_workspaces" ADD CONSTRAINT "organisation_workspaces_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "roundtable"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."deliveries" ADD CONSTRAINT "deliveries_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."deliveries" ADD CONSTRAINT "deliveries_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."digests" ADD CONSTRAINT "digests_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."failures" ADD CONSTRAINT "failures_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."joinings" ADD CONSTRAINT "joinings_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."joinings" ADD CONSTRAINT "joinings_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."link_codes" ADD CONSTRAINT "link_codes_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_from_id_members_id_fk" FOREIGN KEY ("from_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_by_id_members_id_fk" FOREIGN KEY ("by_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD CONSTRAINT "meetings_series_id_meeting_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "roundtable"."meeting_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD CONSTRAINT "meetings_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD CONSTRAINT "meetings_chair_id_members_id_fk" FOREIGN KEY ("chair_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD CONSTRAINT "meetings_co_chair_id_members_id_fk" FOREIGN KEY ("co_chair_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD CONSTRAINT "meetings_announced_chair_id_members_id_fk" FOREIGN KEY ("announced_chair_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."meeting_series" ADD CONSTRAINT "meeting_series_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD CONSTRAINT "turn_events_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "roundtable"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD CONSTRAINT "turn_events_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD CONSTRAINT "turn_events_other_id_members_id_fk" FOREIGN KEY ("other_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."turn_events" ADD CONSTRAINT "turn_events_by_id_members_id_fk" FOREIGN KEY ("by_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."absences" ADD CONSTRAINT "absences_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."away_statuses" ADD CONSTRAINT "away_statuses_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."identities" ADD CONSTRAINT "identities_member" FOREIGN KEY ("circle_id","member_id") REFERENCES "roundtable"."members"("circle_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD CONSTRAINT "members_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD CONSTRAINT "promises_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."proposals" ADD CONSTRAINT "proposals_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" ADD CONSTRAINT "pulses_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."ledger" ADD CONSTRAINT "ledger_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "roundtable"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."ledger" ADD CONSTRAINT "ledger_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."pools" ADD CONSTRAINT "pools_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "roundtable"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."rounds" ADD CONSTRAINT "rounds_pulse_id_pulses_id_fk" FOREIGN KEY ("pulse_id") REFERENCES "roundtable"."pulses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."rounds" ADD CONSTRAINT "rounds_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."seals" ADD CONSTRAINT "seals_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "roundtable"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."seats" ADD CONSTRAINT "seats_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "roundtable"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."seats" ADD CONSTRAINT "seats_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."unnamed_words" ADD CONSTRAINT "unnamed_words_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendances_of_circle" ON "roundtable"."attendances" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "circles_digest_due" ON "roundtable"."circles" USING btree ("next_digest_at") WHERE "roundtable"."circles"."next_digest_at" is not null;--> statement-breakpoint
CREATE INDEX "conversations_parent" ON "roundtable"."conversations" USING btree ("platform","parent");--> statement-breakpoint
CREATE INDEX "deliveries_of_subject" ON "roundtable"."deliveries" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "roundtable"."deliveries" USING btree ("due_at") WHERE "roundtable"."deliveries"."state" = 'due';--> statement-breakpoint
CREATE INDEX "deliveries_claimed" ON "roundtable"."deliveries" USING btree ("claimed_until") WHERE "roundtable"."deliveries"."state" = 'claimed';--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "roundtable"."deliveries" USING btree ("due_at") WHERE "roundtable"."deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_unsent" ON "roundtable"."deliveries" USING btree ("circle_id") WHERE "roundtable"."deliveries"."state" not in ('sent', 'dropped');--> statement-breakpoint
CREATE INDEX "failures_of_circle" ON "roundtable"."failures" USING btree ("circle_id","at");--> statement-breakpoint
CREATE INDEX "failures_recent" ON "roundtable"."failures" USING btree ("at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "joinings_open" ON "roundtable"."joinings" USING btree ("circle_id","platform","external_id") WHERE "roundtable"."joinings"."state" = 'open';--> statement-breakpoint
CREATE INDEX "joinings_of_circle" ON "roundtable"."joinings" USING btree ("circle_id","at");--> statement-breakpoint
CREATE INDEX "links_of_member" ON "roundtable"."links" USING btree ("member_id","at");--> statement-breakpoint
CREATE INDEX "meetings_planned" ON "roundtable"."meetings" USING btree ("series_id","starts_at") WHERE "roundtable"."meetings"."state" = 'planned';--> statement-breakpoint
CREATE INDEX "meetings_past" ON "roundtable"."meetings" USING btree ("series_id","starts_at") WHERE "roundtable"."meetings"."state" <> 'planned';--> statement-breakpoint
CREATE INDEX "meetings_held" ON "roundtable"."meetings" USING btree ("circle_id","ends_at") WHERE "roundtable"."meetings"."state" = 'held';--> statement-breakpoint
CREATE INDEX "meetings_announce_due" ON "roundtable"."meetings" USING btree ("announce_due_at") WHERE "roundtable"."meetings"."state" = 'planned' and "roundtable"."meetings"."announce_due_at" is not null;--> statement-breakpoint
CREATE INDEX "meeting_series_of_circle" ON "roundtable"."meeting_series" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "meeting_series_due" ON "roundtable"."meeting_series" USING btree ("next_due_at");--> statement-breakpoint
CREATE INDEX "turn_events_of_meeting" ON "roundtable"."turn_events" USING btree ("meeting_id","id");--> statement-breakpoint
CREATE INDEX "absences_of_member" ON "roundtable"."absences" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "members_present" ON "roundtable"."members" USING btree ("circle_id","position") WHERE "roundtable"."members"."left_at" is null;--> statement-breakpoint
CREATE INDEX "notices_of_place" ON "roundtable"."notices" USING btree ("place_kind","platform","external_id","at","position");--> statement-breakpoint
CREATE INDEX "promises_of_circle" ON "roundtable"."promises" USING btree ("circle_id","raised_in");--> statement-breakpoint
CREATE INDEX "proposals_open" ON "roundtable"."proposals" USING btree ("circle_id","at") WHERE "roundtable"."proposals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "pulses_of_circle" ON "roundtable"."pulses" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "pulses_due" ON "roundtable"."pulses" USING btree ("next_opens_at") WHERE "roundtable"."pulses"."next_opens_at" is not null;--> statement-breakpoint
CREATE INDEX "ledger_of_circle" ON "roundtable"."ledger" USING btree ("circle_id","closed_at");--> statement-breakpoint
CREATE INDEX "pools_spent" ON "roundtable"."pools" USING btree ("organisation_id","spent_at") WHERE "roundtable"."pools"."spent_at" is not null;--> statement-breakpoint
CREATE INDEX "pools_due" ON "roundtable"."pools" USING btree ("closes_at") WHERE "roundtable"."pools"."spent_at" is null;--> statement-breakpoint
CREATE INDEX "rounds_of_circle" ON "roundtable"."rounds" USING btree ("circle_id","opened_at");--> statement-breakpoint
CREATE INDEX "rounds_open" ON "roundtable"."rounds" USING btree ("circle_id","opened_at") WHERE "roundtable"."rounds"."state" = 'open';--> statement-breakpoint
CREATE INDEX "rounds_closing_due" ON "roundtable"."rounds" USING btree ("closes_at") WHERE "roundtable"."rounds"."state" = 'open';--> statement-breakpoint
CREATE INDEX "rounds_reminder_due" ON "roundtable"."rounds" USING btree ("remind_at") WHERE "roundtable"."rounds"."state" = 'open' and "roundtable"."rounds"."reminded_at" is null and "roundtable"."rounds"."remind_at" is not null;--> statement-breakpoint
CREATE INDEX "unnamed_words_of_circle" ON "roundtable"."unnamed_words" USING btree ("circle_id","id");--> statement-breakpoint
-- Sealed bytes are random already: compressing them costs time and saves nothing.
ALTER TABLE "roundtable"."seals" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "roundtable"."pools" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

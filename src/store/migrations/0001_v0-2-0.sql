ALTER TABLE "roundtable"."circles" ADD COLUMN "signpost" text;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "changed_in" text;--> statement-breakpoint
UPDATE "roundtable"."digests" SET "digest" = "digest" #- '{lead,words}' WHERE "digest" #>> '{lead,kind}' = 'old-promise';
--> statement-breakpoint
CREATE TABLE "roundtable"."people" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"resting" boolean NOT NULL,
	"preferences" jsonb NOT NULL,
	CONSTRAINT "people_of_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."accounts" (
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "roundtable"."accounts_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"held" boolean DEFAULT false NOT NULL,
	"since" timestamp (3) with time zone,
	CONSTRAINT "accounts_key" PRIMARY KEY("platform","external_id","organisation_id"),
	CONSTRAINT "accounts_platform" CHECK ("roundtable"."accounts"."platform" in ('slack', 'teams', 'web'))
);
--> statement-breakpoint
-- Which person each member becomes: the same one where members of an organisation share an account, over any number of
-- steps, or where one had joined the other by a code. Only where that would put one person into a circle twice, each
-- member goes by the first of their accounts alone, and nobody leaves a circle because of an upgrade.
CREATE TABLE "roundtable"."moving" AS
WITH RECURSIVE "same" ("member", "other") AS (
	SELECT a."member_id", b."member_id"
	FROM "roundtable"."identities" a
	JOIN "roundtable"."identities" b ON b."platform" = a."platform" AND b."external_id" = a."external_id"
	JOIN "roundtable"."circles" ca ON ca."id" = a."circle_id"
	JOIN "roundtable"."circles" cb ON cb."id" = b."circle_id" AND cb."organisation_id" = ca."organisation_id"
	UNION
	SELECT joined."one", joined."other"
	FROM "roundtable"."links" l, LATERAL (VALUES (l."from_id", l."member_id"), (l."member_id", l."from_id")) joined ("one", "other")
	WHERE l."by_id" IS NULL AND l."from_id" IS NOT NULL
		AND NOT EXISTS (SELECT FROM "roundtable"."identities" i WHERE i."member_id" = l."from_id")
), "reach" ("member", "other") AS (
	SELECT "id", "id" FROM "roundtable"."members"
	UNION
	SELECT "reach"."member", "same"."other" FROM "reach" JOIN "same" ON "same"."member" = "reach"."other"
), "component" AS (
	SELECT "member", min("other") AS "root" FROM "reach" GROUP BY "member"
), "twice" AS (
	SELECT DISTINCT "component"."root"
	FROM "component" JOIN "roundtable"."members" m ON m."id" = "component"."member"
	WHERE m."left_at" IS NULL
	GROUP BY "component"."root", m."circle_id"
	HAVING count(*) > 1
), "keyed" AS (
	SELECT m."id" AS "member", c."organisation_id",
		CASE WHEN "component"."root" IN (SELECT "root" FROM "twice") THEN coalesce(
			(SELECT i."platform" || '/' || i."external_id" FROM "roundtable"."identities" i
				WHERE i."member_id" = m."id" ORDER BY i."platform", i."external_id" LIMIT 1),
			m."id") ELSE "component"."root" END AS "key"
	FROM "roundtable"."members" m
	JOIN "roundtable"."circles" c ON c."id" = m."circle_id"
	JOIN "component" ON "component"."member" = m."id"
), "person" AS MATERIALIZED (
	SELECT "organisation_id", "key", gen_random_uuid()::text AS "id" FROM "keyed" GROUP BY "organisation_id", "key"
)
SELECT "keyed"."member", "person"."id" AS "person", "organisation_id", "key"
FROM "keyed" JOIN "person" USING ("organisation_id", "key");
--> statement-breakpoint
-- What a person says from now on for all their circles: of what they said in each, the wish for more care (rest, Easy
-- Read, one at a time, the longer quiet hours, no reminders, no reading of their status), and what the circle they joined
-- last has otherwise. Circles that somebody has left count only where they are in none. As `unitedWishes` has it.
WITH "said" AS (
	SELECT "moving"."person", "moving"."organisation_id", m."preferences", m."chairs", m."joined_at", m."position", c."timezone",
		jsonb_typeof(m."preferences"->'quietHours') = 'object' AS "quiet",
		(m."left_at" IS NULL) = bool_or(m."left_at" IS NULL) OVER (PARTITION BY "moving"."person") AS "counts"
	FROM "roundtable"."members" m
	JOIN "roundtable"."circles" c ON c."id" = m."circle_id"
	JOIN "roundtable"."moving" ON "moving"."member" = m."id"
), "timed" AS (
	SELECT *, CASE WHEN "quiet" THEN mod(1440 + (extract(epoch FROM (
			("preferences"->'quietHours'->>'to')::time - ("preferences"->'quietHours'->>'from')::time)) / 60)::integer, 1440)
		END AS "minutes"
	FROM "said" WHERE "counts"
)
INSERT INTO "roundtable"."people" ("id", "organisation_id", "resting", "preferences")
SELECT "person", min("organisation_id"), bool_or("chairs" = 'resting'),
	(array_agg("preferences" ORDER BY "joined_at" DESC, "position" DESC))[1] || jsonb_build_object(
		'easyRead', bool_or(("preferences"->>'easyRead')::boolean),
		'oneAtATime', bool_or(("preferences"->>'oneAtATime')::boolean),
		'reminders', bool_and(("preferences"->>'reminders')::boolean),
		'awayFromStatus', bool_and(("preferences"->>'awayFromStatus')::boolean),
		'reachOn', coalesce((array_agg("preferences"->'reachOn' ORDER BY "joined_at" DESC, "position" DESC)
			FILTER (WHERE jsonb_typeof("preferences"->'reachOn') = 'string'))[1], 'null'::jsonb),
		'quietHours', coalesce((array_agg(("preferences"->'quietHours') || jsonb_build_object('timezone', "timezone")
			ORDER BY "minutes" DESC, "joined_at" DESC, "position" DESC) FILTER (WHERE "quiet"))[1], 'null'::jsonb))
FROM "timed" GROUP BY "person";
--> statement-breakpoint
INSERT INTO "roundtable"."accounts" ("platform", "external_id", "organisation_id", "person_id", "held", "since")
SELECT "platform", "external_id", "organisation_id", "person", "held", "since" FROM (
	SELECT DISTINCT ON ("moving"."organisation_id", i."platform", i."external_id")
		i."platform", i."external_id", "moving"."organisation_id", "moving"."person",
		bool_or(i."held") OVER "shared" AS "held",
		-- The latest: an account that was linked after a round opened must not gain a seat in it by the upgrade.
		max(i."since") OVER "shared" AS "since",
		min(m."position") OVER "shared" AS "position"
	FROM "roundtable"."identities" i
	JOIN "roundtable"."members" m ON m."id" = i."member_id"
	JOIN "roundtable"."moving" ON "moving"."member" = m."id"
	WINDOW "shared" AS (PARTITION BY "moving"."organisation_id", i."platform", i."external_id")
	ORDER BY "moving"."organisation_id", i."platform", i."external_id",
		("moving"."key" = i."platform" || '/' || i."external_id") DESC, (m."left_at" IS NULL) DESC, m."position"
) "account" ORDER BY "position", "platform";
--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD COLUMN "organisation_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD COLUMN "from_person" text;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD COLUMN "members" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD COLUMN "left_members" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "roundtable"."links" l SET
	"organisation_id" = "moving"."organisation_id",
	"person_id" = "moving"."person",
	"gained" = (SELECT coalesce(jsonb_agg("each" || '{"since": null}'::jsonb), '[]'::jsonb) FROM jsonb_array_elements(l."gained") "each"),
	"replaced" = (SELECT coalesce(jsonb_agg("each" || '{"since": null}'::jsonb), '[]'::jsonb) FROM jsonb_array_elements(l."replaced") "each")
FROM "roundtable"."moving" WHERE "moving"."member" = l."member_id";
--> statement-breakpoint
-- Whoever had become one person by a code is a person of their own again when that is undone: one without accounts until then.
UPDATE "roundtable"."links" l SET
	"from_person" = gen_random_uuid()::text,
	"members" = jsonb_build_array(jsonb_build_object('memberId', l."from_id", 'since', null)),
	"left_members" = CASE WHEN m."left_at" = l."at" THEN jsonb_build_array(l."from_id") ELSE '[]'::jsonb END
FROM "roundtable"."moving", "roundtable"."members" m
WHERE "moving"."member" = l."from_id" AND m."id" = l."from_id" AND "moving"."person" = l."person_id" AND l."by_id" IS NULL;
--> statement-breakpoint
INSERT INTO "roundtable"."people" ("id", "organisation_id", "resting", "preferences")
SELECT l."from_person", l."organisation_id", m."chairs" = 'resting',
	CASE WHEN jsonb_typeof(m."preferences"->'quietHours') = 'object'
		THEN jsonb_set(m."preferences", '{quietHours,timezone}', to_jsonb(c."timezone")) ELSE m."preferences" END
FROM "roundtable"."links" l
JOIN "roundtable"."members" m ON m."id" = l."from_id"
JOIN "roundtable"."circles" c ON c."id" = m."circle_id"
WHERE l."from_person" IS NOT NULL;
--> statement-breakpoint
UPDATE "roundtable"."links" l SET "from_person" = nullif("moving"."person", l."person_id")
FROM "roundtable"."moving" WHERE "moving"."member" = l."from_id" AND l."from_person" IS NULL;
--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD COLUMN "person_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."members" DROP CONSTRAINT "members_chairs";--> statement-breakpoint
UPDATE "roundtable"."members" m SET
	"person_id" = "moving"."person",
	"person_since" = (SELECT max(l."at") FROM "roundtable"."links" l WHERE l."from_id" = m."id" AND l."members" <> '[]'::jsonb),
	"chairs" = CASE "chairs" WHEN 'resting' THEN 'yes' ELSE "chairs" END
FROM "roundtable"."moving" WHERE "moving"."member" = m."id";
--> statement-breakpoint
ALTER TABLE "roundtable"."absences" ADD COLUMN "person_id" text;--> statement-breakpoint
UPDATE "roundtable"."absences" a SET "person_id" = "moving"."person" FROM "roundtable"."moving" WHERE "moving"."member" = a."member_id";
--> statement-breakpoint
DELETE FROM "roundtable"."absences" a USING "roundtable"."absences" b
WHERE b."person_id" = a."person_id" AND b."from_day" = a."from_day" AND b."to_day" = a."to_day" AND b."id" < a."id";
--> statement-breakpoint
ALTER TABLE "roundtable"."away_statuses" ADD COLUMN "person_id" text;--> statement-breakpoint
UPDATE "roundtable"."away_statuses" a SET "person_id" = "moving"."person" FROM "roundtable"."moving" WHERE "moving"."member" = a."member_id";
--> statement-breakpoint
DELETE FROM "roundtable"."away_statuses" a USING "roundtable"."away_statuses" b
WHERE b."person_id" = a."person_id" AND (b."until_at", b."member_id") > (a."until_at", a."member_id");
--> statement-breakpoint
DELETE FROM "roundtable"."away_statuses" a USING "roundtable"."people" p
WHERE p."id" = a."person_id" AND NOT (p."preferences"->>'awayFromStatus')::boolean;
--> statement-breakpoint
-- Codes last a quarter of an hour: whoever has one before their eyes asks for another.
DELETE FROM "roundtable"."link_codes";
--> statement-breakpoint
DROP TABLE "roundtable"."moving";--> statement-breakpoint
DROP TABLE "roundtable"."identities";--> statement-breakpoint
DROP INDEX "roundtable"."links_of_member";--> statement-breakpoint
DROP INDEX "roundtable"."absences_of_member";--> statement-breakpoint
ALTER TABLE "roundtable"."links" DROP COLUMN "circle_id";--> statement-breakpoint
ALTER TABLE "roundtable"."links" DROP COLUMN "member_id";--> statement-breakpoint
ALTER TABLE "roundtable"."links" DROP CONSTRAINT "links_from_id_members_id_fk";--> statement-breakpoint
UPDATE "roundtable"."links" SET "from_id" = "from_person";--> statement-breakpoint
ALTER TABLE "roundtable"."links" DROP COLUMN "from_person";--> statement-breakpoint
ALTER TABLE "roundtable"."links" ALTER COLUMN "members" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ALTER COLUMN "left_members" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ALTER COLUMN "organisation_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ALTER COLUMN "person_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."link_codes" DROP COLUMN "member_id";--> statement-breakpoint
ALTER TABLE "roundtable"."link_codes" ADD COLUMN "person_id" text PRIMARY KEY NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."absences" DROP COLUMN "member_id";--> statement-breakpoint
ALTER TABLE "roundtable"."absences" ALTER COLUMN "person_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."away_statuses" DROP COLUMN "member_id";--> statement-breakpoint
ALTER TABLE "roundtable"."away_statuses" ADD PRIMARY KEY ("person_id");--> statement-breakpoint
ALTER TABLE "roundtable"."members" DROP COLUMN "preferences";--> statement-breakpoint
ALTER TABLE "roundtable"."members" ALTER COLUMN "person_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD CONSTRAINT "members_chairs" CHECK ("roundtable"."members"."chairs" in ('yes', 'not-yet'));--> statement-breakpoint
ALTER TABLE "roundtable"."accounts" ADD CONSTRAINT "accounts_person" FOREIGN KEY ("organisation_id","person_id") REFERENCES "roundtable"."people"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."people" ADD CONSTRAINT "people_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "roundtable"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_of_person" ON "roundtable"."accounts" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "roundtable"."link_codes" ADD CONSTRAINT "link_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "roundtable"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."links" ADD CONSTRAINT "links_from_id_people_id_fk" FOREIGN KEY ("from_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."absences" ADD CONSTRAINT "absences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."away_statuses" ADD CONSTRAINT "away_statuses_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD CONSTRAINT "members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_of_person" ON "roundtable"."links" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "links_of_organisation" ON "roundtable"."links" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "absences_of_person" ON "roundtable"."absences" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "members_of_person" ON "roundtable"."members" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_once" ON "roundtable"."members" USING btree ("person_id","circle_id") WHERE "roundtable"."members"."left_at" is null;
--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD COLUMN "asking" jsonb;--> statement-breakpoint
-- Nobody chairs who has not said yes. Who was drawn is asked from the moment the series is next looked at, which is now.
UPDATE "roundtable"."meeting_series" SET "next_due_at" = to_timestamp(0) WHERE "id" IN (
	SELECT "series_id" FROM "roundtable"."meetings" WHERE "state" = 'planned' AND "chair_id" IS NOT NULL AND NOT "accepted"
);--> statement-breakpoint
UPDATE "roundtable"."meetings" SET "chair_id" = NULL, "co_chair_id" = NULL, "announce_due_at" = NULL
	WHERE "state" = 'planned' AND NOT "accepted";--> statement-breakpoint
-- Who was asked and who said no is forgotten once it is over. Who stood down after a yes was named before.
UPDATE "roundtable"."meetings" SET "declined" = '[]' WHERE "state" <> 'planned';--> statement-breakpoint
UPDATE "roundtable"."meetings" SET "turn" = NULL WHERE "state" <> 'planned' AND "chair_id" IS NULL;--> statement-breakpoint
DELETE FROM "roundtable"."notices" WHERE "key" IN (
	SELECT "deliveries"."id" FROM "roundtable"."deliveries" JOIN "roundtable"."meetings" ON "meetings"."id" = "subject"
		WHERE "kind" = 'turn-offer' AND "meetings"."state" <> 'planned'
);--> statement-breakpoint
DELETE FROM "roundtable"."deliveries" WHERE "kind" = 'turn-offer' AND "subject" IN (
	SELECT "id" FROM "roundtable"."meetings" WHERE "state" <> 'planned'
);--> statement-breakpoint
UPDATE "roundtable"."turn_events" SET "member_id" = NULL WHERE "what" = 'drawn';--> statement-breakpoint
DELETE FROM "roundtable"."turn_events" AS "said_no" WHERE "what" = 'declined' AND NOT EXISTS (
	SELECT 1 FROM "roundtable"."turn_events" AS "said_yes" WHERE "said_yes"."meeting_id" = "said_no"."meeting_id"
		AND "said_yes"."member_id" = "said_no"."member_id" AND "said_yes"."what" = 'accepted' AND "said_yes"."id" < "said_no"."id"
);--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" DROP COLUMN "accepted";
--> statement-breakpoint
ALTER TABLE "roundtable"."circles" ADD COLUMN "next_review_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "circles_review_due" ON "roundtable"."circles" USING btree ("next_review_at") WHERE "roundtable"."circles"."next_review_at" is not null;--> statement-breakpoint
-- Words that wait already are shown to stewards before the digest that is due, if enough time is left.
UPDATE "roundtable"."circles" SET "next_review_at" = "next_digest_at" - interval '24 hours' WHERE "next_digest_at" IS NOT NULL;
--> statement-breakpoint
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
--> statement-breakpoint
ALTER TABLE "roundtable"."circles" ADD COLUMN "outside" text;
--> statement-breakpoint
CREATE TABLE "roundtable"."question_levels" (
	"circle_id" text NOT NULL,
	"question" text NOT NULL,
	"level" text NOT NULL,
	"asked_until" timestamp (3) with time zone,
	"rests_until" timestamp (3) with time zone,
	CONSTRAINT "question_levels_key" PRIMARY KEY("circle_id","question"),
	CONSTRAINT "question_levels_level" CHECK ("roundtable"."question_levels"."level" in ('together', 'by-voice'))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."rounds" ADD COLUMN "levels" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."question_levels" ADD CONSTRAINT "question_levels_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Questions that were asked before get their level now, by whom their circle can ask. The key of one is `questionKey`'s.
WITH "asked" AS (
	SELECT r."circle_id", q."question", max(r."closes_at") FILTER (WHERE r."state" = 'closed') AS "until"
	FROM "roundtable"."rounds" r, jsonb_array_elements(r."questions") q("question")
	WHERE r."state" <> 'cancelled' AND q."question"->>'kind' <> 'text'
	GROUP BY r."circle_id", q."question"
), "sizes" AS (
	SELECT v."circle_id", count(*) > 1 AND min(v."people") >= 8 AS "large"
	FROM (
		SELECT "circle_id", count(*) AS "people" FROM "roundtable"."members" WHERE "left_at" IS NULL GROUP BY "circle_id", "voice"
	) v
	GROUP BY v."circle_id"
)
INSERT INTO "roundtable"."question_levels" ("circle_id", "question", "level", "asked_until")
SELECT
	a."circle_id",
	left(encode(sha256(convert_to('[' || concat_ws(',',
		(a."question"->'kind')::text,
		(a."question"->'text')::text,
		CASE a."question"->>'kind'
			WHEN 'scale' THEN '["1","2","3","4","5"]'
			WHEN 'yes-no' THEN '["yes","no"]'
			WHEN 'rating' THEN (SELECT '[' || string_agg('"' || step || '"', ',' ORDER BY step) || ']' FROM generate_series(1, (a."question"->>'to')::int) step)
			ELSE o."ids"
		END,
		coalesce(o."labels", '[]'),
		CASE a."question"->>'kind' WHEN 'rating' THEN '[' || (a."question"->'low')::text || ',' || (a."question"->'high')::text || ']' ELSE '[]' END
	) || ']', 'UTF8')), 'hex'), 32) AS "key",
	CASE WHEN s."large" THEN 'by-voice' ELSE 'together' END,
	max(a."until")
FROM "asked" a
LEFT JOIN "sizes" s ON s."circle_id" = a."circle_id"
CROSS JOIN LATERAL (
	SELECT
		'[' || string_agg((e."option"->'id')::text, ',' ORDER BY e."nth") || ']' AS "ids",
		'[' || string_agg((e."option"->'label')::text, ',' ORDER BY e."nth") || ']' AS "labels"
	FROM jsonb_array_elements(a."question"->'options') WITH ORDINALITY e("option", "nth")
) o
GROUP BY a."circle_id", "key", s."large";
--> statement-breakpoint
ALTER TABLE "roundtable"."circles" ADD COLUMN "reviewed_week" text;
--> statement-breakpoint
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
);--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" DROP CONSTRAINT "invitations_maker";--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ALTER COLUMN "member_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD COLUMN "opens_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD COLUMN "web_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD COLUMN "waiting" boolean NOT NULL;--> statement-breakpoint
CREATE INDEX "invitations_waiting" ON "roundtable"."invitations" USING btree ("circle_id","web_id") WHERE "roundtable"."invitations"."waiting";--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD CONSTRAINT "invitations_maker" CHECK ("roundtable"."invitations"."maker" in ('self', 'steward', 'stewards', 'operator'));--> statement-breakpoint
ALTER TABLE "roundtable"."acts" DROP CONSTRAINT "acts_what";--> statement-breakpoint
ALTER TABLE "roundtable"."circles" ADD COLUMN "set_up_at" timestamp (3) with time zone;--> statement-breakpoint
-- Circles that are there live already: they count as set up since their first member.
UPDATE "roundtable"."circles" SET "set_up_at" = coalesce(
	(SELECT min("joined_at") FROM "roundtable"."members" WHERE "members"."circle_id" = "circles"."id"),
	to_timestamp(0)
);--> statement-breakpoint
CREATE TABLE "roundtable"."choosings" (
	"id" text PRIMARY KEY NOT NULL,
	"circle_id" text NOT NULL,
	"voice" text NOT NULL,
	"member_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" jsonb NOT NULL,
	"stands_until" timestamp (3) with time zone,
	"state" text NOT NULL,
	CONSTRAINT "choosings_state" CHECK ("roundtable"."choosings"."state" in ('open', 'chosen', 'stopped', 'lapsed')),
	CONSTRAINT "choosings_told" CHECK ("roundtable"."choosings"."state" <> 'chosen' or "roundtable"."choosings"."stands_until" is not null),
	CONSTRAINT "choosings_others" CHECK (not "roundtable"."choosings"."confirmed_by" @> to_jsonb("roundtable"."choosings"."by"))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD COLUMN "steward_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."choosings" ADD CONSTRAINT "choosings_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "roundtable"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."choosings" ADD CONSTRAINT "choosings_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."choosings" ADD CONSTRAINT "choosings_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "choosings_one" ON "roundtable"."choosings" USING btree ("circle_id","voice") WHERE "roundtable"."choosings"."state" = 'open';--> statement-breakpoint
ALTER TABLE "roundtable"."members" ADD CONSTRAINT "members_stand_in" CHECK ("roundtable"."members"."steward" or "roundtable"."members"."steward_until" is null);--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD CONSTRAINT "acts_what" CHECK ("roundtable"."acts"."what" in ('changed', 'asked', 'approved', 'declined', 'withdrawn', 'vouched', 'turned-away', 'by-itself', 'stopped', 'lapsed', 'round-opened', 'round-cancelled', 'set-up', 'roster-confirmed'));--> statement-breakpoint
ALTER TABLE "roundtable"."deliveries" ADD COLUMN "payload" jsonb;--> statement-breakpoint
UPDATE "roundtable"."deliveries" SET "payload" = CASE "kind"
  WHEN 'channel-welcome' THEN jsonb_build_object('who', coalesce(substring("subject" from '\.(guest|stranger)$'), 'member'))
  WHEN 'member-unreachable' THEN jsonb_build_object('memberId', split_part("subject", '.', 1), 'platform', split_part("subject", '.', 2))
  WHEN 'channel-closed' THEN jsonb_build_object('bar', split_part("subject", '.', 1), 'channel', substring("subject" from '\.(.*)$'))
  WHEN 'platform-shut-out' THEN jsonb_build_object('platform', "subject")
END WHERE "kind" IN ('channel-welcome', 'member-unreachable', 'channel-closed', 'platform-shut-out');
--> statement-breakpoint
ALTER TABLE "roundtable"."promises" DROP CONSTRAINT "promises_state";--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "closed" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "reopened" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "asked_id" text;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD COLUMN "due_on" text;--> statement-breakpoint
-- What was called confirmed was kept, or refused where the reply was "we cannot". Of replies that wait nobody was asked first.
UPDATE "roundtable"."promises" SET
	"state" = CASE "state"
		WHEN 'reopened' THEN 'not-yet'
		WHEN 'confirmed' THEN CASE "reply" ->> 'outcome' WHEN 'we-cannot' THEN 'refused' ELSE 'kept' END
		ELSE "state"
	END,
	"closed" = CASE "state" WHEN 'confirmed' THEN jsonb_build_object('by', 'one-rep', 'week', "confirmed" ->> 'week') END,
	"reply" = "reply" || '{"number": 1, "askerUntil": null, "firstYes": null}';--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD CONSTRAINT "promises_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD CONSTRAINT "promises_asked_id_members_id_fk" FOREIGN KEY ("asked_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."promises" ADD CONSTRAINT "promises_state" CHECK ("roundtable"."promises"."state" in ('raised', 'in-progress', 'not-yet', 'answered', 'kept', 'refused', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "roundtable"."promises" DROP COLUMN "confirmed";--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD COLUMN "settles_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD CONSTRAINT "meetings_settles" CHECK ("roundtable"."meetings"."settles_at" is null or "roundtable"."meetings"."state" <> 'planned');--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" DROP CONSTRAINT "meetings_start";--> statement-breakpoint
ALTER TABLE "roundtable"."meetings" ADD COLUMN "planned_for" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roundtable"."meeting_series" ADD COLUMN "venue" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "meetings_at" ON "roundtable"."meetings" USING btree ("series_id","starts_at") WHERE "roundtable"."meetings"."state" <> 'cancelled';--> statement-breakpoint
CREATE INDEX "meetings_planned_for" ON "roundtable"."meetings" USING btree ("series_id","planned_for");--> statement-breakpoint
UPDATE "roundtable"."meetings" SET "planned_for" = "starts_at";--> statement-breakpoint
ALTER TABLE "roundtable"."meeting_series" ADD COLUMN "holidays" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" ADD COLUMN "state" text DEFAULT 'running' NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" ADD CONSTRAINT "pulses_state" CHECK ("roundtable"."pulses"."state" in ('running', 'paused', 'ended'));--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" ADD CONSTRAINT "pulses_rest" CHECK ("roundtable"."pulses"."state" = 'running' or "roundtable"."pulses"."next_opens_at" is null);--> statement-breakpoint
DROP INDEX "roundtable"."rounds_reminder_due";--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" ADD COLUMN "reminders" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "roundtable"."rounds" ADD COLUMN "remind_later" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "roundtable"."pulses" SET "reminders" = jsonb_build_array("remind_after") WHERE "remind_after" IS NOT NULL;--> statement-breakpoint
-- From now on this is the next reminder: of rounds whose only one went, none is left.
UPDATE "roundtable"."rounds" SET "remind_at" = NULL WHERE "reminded_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "rounds_reminder_due" ON "roundtable"."rounds" USING btree ("remind_at") WHERE "roundtable"."rounds"."state" = 'open' and "roundtable"."rounds"."remind_at" is not null;--> statement-breakpoint
ALTER TABLE "roundtable"."pulses" DROP COLUMN "remind_after";--> statement-breakpoint
UPDATE "roundtable"."people" SET "preferences" = "preferences" || '{"invitations": true, "weeklyMost": 10, "ownTime": null, "timezone": null}'::jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."acts" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."proposals" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "roundtable"."deliveries" ADD COLUMN "contact_id" text;--> statement-breakpoint
CREATE INDEX "deliveries_of_member" ON "roundtable"."deliveries" USING btree ("member_id","sent_at");--> statement-breakpoint
ALTER TABLE "roundtable"."meeting_series" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE TABLE "roundtable"."addresses" (
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"stopped" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "addresses_key" PRIMARY KEY("person_id","kind"),
	CONSTRAINT "addresses_kind" CHECK ("roundtable"."addresses"."kind" in ('mail', 'sms'))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."addresses" ADD CONSTRAINT "addresses_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "roundtable"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "addresses_by_address" ON "roundtable"."addresses" USING btree ("kind",lower("address"));--> statement-breakpoint
CREATE TABLE "roundtable"."sign_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sign_ins_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "sign_ins_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
ALTER TABLE "roundtable"."sign_ins" ADD CONSTRAINT "sign_ins_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_ins_of_member" ON "roundtable"."sign_ins" USING btree ("member_id");
--> statement-breakpoint
ALTER TABLE "roundtable"."invitations" ADD COLUMN "sent_to" text;
--> statement-breakpoint
CREATE TABLE "roundtable"."calendar_entries" (
	"meeting_id" text NOT NULL,
	"member_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"stands" boolean NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"place" text,
	CONSTRAINT "calendar_entries_key" PRIMARY KEY("meeting_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "roundtable"."calendar_feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"meetings" text NOT NULL,
	"words" text NOT NULL,
	"secret_hash" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendar_feeds_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "calendar_feeds_meetings" CHECK ("roundtable"."calendar_feeds"."meetings" in ('circle', 'mine')),
	CONSTRAINT "calendar_feeds_words" CHECK ("roundtable"."calendar_feeds"."words" in ('least', 'name', 'whole'))
);
--> statement-breakpoint
ALTER TABLE "roundtable"."calendar_entries" ADD CONSTRAINT "calendar_entries_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "roundtable"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."calendar_entries" ADD CONSTRAINT "calendar_entries_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundtable"."calendar_feeds" ADD CONSTRAINT "calendar_feeds_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "roundtable"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_entries_of_member" ON "roundtable"."calendar_entries" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "calendar_feeds_of_member" ON "roundtable"."calendar_feeds" USING btree ("member_id");

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

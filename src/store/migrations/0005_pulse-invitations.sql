UPDATE "roundtable"."people" SET "preferences" = "preferences" || '{"invitations": true}'::jsonb;

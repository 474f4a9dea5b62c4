-- Sealed bytes are random already: compressing them costs time and saves nothing.
ALTER TABLE "roundtable"."seals" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "roundtable"."pools" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

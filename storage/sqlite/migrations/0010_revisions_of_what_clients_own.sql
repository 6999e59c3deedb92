-- With the revision, so that it is read from the index alone: it lies behind the document in its row, and a branding style has megabytes.
DROP INDEX pool_resources_of_app_client;
CREATE INDEX pool_resources_of_app_client ON pool_resources (app_client, kind, key, revision) WHERE app_client IS NOT NULL;

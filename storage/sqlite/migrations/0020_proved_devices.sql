-- Whether a second factor was proved on a device, in whose place it stands then. Those that are there stand in for one as they did.
ALTER TABLE devices ADD COLUMN has_proved_factor INTEGER NOT NULL DEFAULT 1;

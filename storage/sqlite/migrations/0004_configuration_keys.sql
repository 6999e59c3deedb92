-- What a pool has one of is kept under one key, whatever it is.
UPDATE pool_resources SET key = '/' WHERE kind IN ('mfa_configuration', 'signing_key');
UPDATE pool_resources SET key = '/' WHERE kind = 'ui_customization' AND key = 'ALL' AND app_client IS NULL;

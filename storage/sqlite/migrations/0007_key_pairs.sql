-- RSA key pairs made in advance, and the last ones that were handed out. Belongs to the server, as properties do, not to what a reset
-- replaces.
CREATE TABLE key_pairs (
  id INTEGER PRIMARY KEY,
  uses INTEGER NOT NULL,  -- 0: a spare, which nobody has had
  private_key TEXT NOT NULL
) STRICT;

-- Spares in the order of their making; of the others the least used first, and of these the newest.
CREATE INDEX key_pairs_by_uses ON key_pairs (uses, id DESC);

-- Events are listed by their dates, and found by their ids without a look at their documents. One index for both: each event writes two
-- pages, as before, and a page of a list begins where its token says, however many events the user has.
DROP INDEX auth_events_of_user;

CREATE INDEX auth_events_of_user ON auth_events (user, creation_millis, id, event_id);

-- Events are listed by their dates, and found by their ids without a look at their documents. One index for both: a page of a list begins
-- where its token says, however many events the user has.
DROP INDEX auth_events_of_user;

CREATE INDEX auth_events_of_user ON auth_events (user, creation_millis, id, event_id);

-- What is swept is found by its date: the oldest rows need not be the first to go, as a test may turn the clock back. All are kept for the
-- same time, so that an event comes to the end of this index, which is one page more to write.
CREATE INDEX auth_events_by_end ON auth_events (kept_until_millis);

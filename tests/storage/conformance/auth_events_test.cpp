// What every store promises of the events that threat protection records.
#include <gtest/gtest.h>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class AuthEventsContract : public SignInsContract {
 protected:
  AuthEvent Inserted(AuthEvent event) {
    event.number = Write([&](Transaction& transaction) { return transaction.auth_events().Insert(event); });
    return event;
  }
  std::optional<AuthEvent> Found(std::int64_t user, const std::string& event_id) {
    return Read([&](const Transaction& transaction) { return transaction.auth_events().Find(user, event_id); });
  }
  std::optional<AuthEvent> FoundOf(std::int64_t user, const std::string& event_id, std::int64_t creation_millis) {
    return Read([&](const Transaction& transaction) { return transaction.auth_events().FindOf(user, event_id, creation_millis); });
  }
  AuthEvent InsertedAt(const std::string& event_id, std::int64_t creation_millis) {
    AuthEvent event = EventOf(event_id, anna_);
    event.creation_millis = creation_millis;
    return Inserted(event);
  }
  Names Listed(std::int64_t user, std::optional<AuthEventPlace> before = std::nullopt, std::size_t limit = 100) {
    Names ids;
    for (const AuthEvent& event :
         Read([&](const Transaction& transaction) { return transaction.auth_events().List(user, before, limit); })) {
      ids.push_back(event.event_id);
    }
    return ids;
  }
  void Sweep(std::int64_t now, std::size_t limit) {
    Write([&](Transaction& transaction) { transaction.auth_events().SweepExpired(now, limit); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, AuthEventsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(AuthEventsContract, FindsAnEventOfAUserByItsId) {
  AuthEvent event = EventOf(AwkwardText(), anna_);
  event.document = AwkwardText();
  event = Inserted(event);
  EXPECT_EQ(Found(anna_, event.event_id), event);
  EXPECT_EQ(Found(bert_, event.event_id), std::nullopt);
  EXPECT_EQ(Found(anna_, "another"), std::nullopt);
}

TEST_P(AuthEventsContract, FindsTheNewestOfAnId) {
  Inserted(EventOf("e", anna_));
  const AuthEvent newest = Inserted(EventOf("e", anna_));
  EXPECT_EQ(Found(anna_, "e"), newest);
}

TEST_P(AuthEventsContract, GivesAnEventAnotherDocument) {
  AuthEvent event = Inserted(EventOf("e", anna_));
  const AuthEvent other = Inserted(EventOf("other", anna_));
  event.document = "changed";
  EXPECT_TRUE(Write([&](Transaction& transaction) { return transaction.auth_events().Update(event); }));
  EXPECT_EQ(Found(anna_, "e"), event);
  EXPECT_EQ(Found(anna_, "other"), other);
  event.number += 100;
  EXPECT_FALSE(Write([&](Transaction& transaction) { return transaction.auth_events().Update(event); }));
}

TEST_P(AuthEventsContract, ListsThoseOfAUserFromTheNewestOn) {
  Inserted(EventOf("1", anna_));
  Inserted(EventOf("of bert", bert_));
  const AuthEvent second = Inserted(EventOf("2", anna_));
  Inserted(EventOf("3", anna_));
  EXPECT_EQ(Listed(anna_), (Names{"3", "2", "1"}));
  EXPECT_EQ(Listed(anna_, std::nullopt, 2), (Names{"3", "2"}));
  EXPECT_EQ(Listed(anna_, AuthEventPlace{second.creation_millis, second.number}), (Names{"1"}));
  EXPECT_EQ(Listed(kNobody), Names{});
}

TEST_P(AuthEventsContract, TakesNoEventOfNobody) { EXPECT_THROW(Inserted(EventOf("e", kNobody)), std::logic_error); }

TEST_P(AuthEventsContract, ListsByDateAndThenInTheOrderOfInserts) {
  InsertedAt("late", 30);
  const AuthEvent second = InsertedAt("2", 20);
  InsertedAt("early", 10);
  const AuthEvent third = InsertedAt("3", 20);
  EXPECT_EQ(Listed(anna_), (Names{"late", "3", "2", "early"}));
  EXPECT_EQ(Listed(anna_, AuthEventPlace{20, third.number}), (Names{"2", "early"}));
  EXPECT_EQ(Listed(anna_, AuthEventPlace{20, second.number}), (Names{"early"}));
  EXPECT_EQ(Listed(anna_, AuthEventPlace{20, 0}), (Names{"early"}));
  EXPECT_EQ(Listed(anna_, AuthEventPlace{10, 0}), Names{});
}

TEST_P(AuthEventsContract, FindsTheLatestOfAnIdByDate) {
  const AuthEvent late = InsertedAt("e", 30);
  InsertedAt("e", 10);
  EXPECT_EQ(Found(anna_, "e"), late);
}

TEST_P(AuthEventsContract, FindsAnEventOfADate) {
  const AuthEvent first = InsertedAt("e", 10);
  const AuthEvent second = InsertedAt("e", 20);
  InsertedAt("other", 20);
  EXPECT_EQ(FoundOf(anna_, "e", 10), first);
  EXPECT_EQ(FoundOf(anna_, "e", 20), second);
  EXPECT_EQ(FoundOf(anna_, "e", 30), std::nullopt);
  EXPECT_EQ(FoundOf(anna_, "another", 20), std::nullopt);
  EXPECT_EQ(FoundOf(bert_, "e", 20), std::nullopt);
}

TEST_P(AuthEventsContract, KeepsAllOfAUser) {
  constexpr std::size_t kMany = 1500;  // more than were kept once
  Write([&](Transaction& transaction) {
    for (std::size_t i = 0; i < kMany; ++i) {
      transaction.auth_events().Insert(EventOf(std::to_string(i), anna_));
    }
  });
  EXPECT_EQ(Listed(anna_, std::nullopt, 2 * kMany).size(), kMany);
}

TEST_P(AuthEventsContract, SweepsTheOldestThatArePastTheirDate) {
  for (const char* id : {"1", "2", "3"}) {
    Inserted(EventOf(id, anna_));
  }
  const std::int64_t date = EventOf("", 0).kept_until_millis;
  Sweep(date, 10);
  EXPECT_EQ(Listed(anna_), (Names{"3", "2", "1"}));
  Sweep(date + 1, 2);
  EXPECT_EQ(Listed(anna_), (Names{"3"}));
  Sweep(date + 1, 2);
  Sweep(date + 1, 2);
  EXPECT_EQ(Listed(anna_), Names{});
}

TEST_P(AuthEventsContract, SweepsBehindEventsOfTheFuture) {
  const std::int64_t date = EventOf("", 0).kept_until_millis;
  AuthEvent event = EventOf("future 1", anna_);
  event.kept_until_millis = date + 1000;
  Inserted(event);
  event.event_id = "future 2";
  Inserted(event);
  event.kept_until_millis = date;
  for (const char* id : {"1", "2", "3"}) {
    event.event_id = id;
    Inserted(event);
  }
  Sweep(date + 1, 2);
  EXPECT_EQ(Listed(anna_), (Names{"3", "future 2", "future 1"}));
  Sweep(date + 1, 2);
  EXPECT_EQ(Listed(anna_), (Names{"future 2", "future 1"}));
}

}  // namespace
}  // namespace rockpool::storage::testing

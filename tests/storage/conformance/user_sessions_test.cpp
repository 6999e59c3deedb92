// What every store promises of the sessions that users and administrators are told of.
#include <gtest/gtest.h>

#include <limits>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class UserSessionsContract : public SignInsContract {
 protected:
  // As it is read, of a family that FamilyOf has made.
  UserSession Insert(const std::string& name, std::int64_t user) {
    UserSession session = UserSessionOf("tkn" + name, InsertFamily(name, user));
    Insert(session);
    session.user = user;
    session.client_id = kClient;
    session.expires_millis = 1'700'000'005'000;
    return session;
  }
  void Insert(const UserSession& session) {
    Write([&](Transaction& transaction) { transaction.user_sessions().Insert(session); });
  }
  std::optional<UserSession> Find(const std::string& session_id) { return Find(anna_, session_id); }
  std::optional<UserSession> Find(std::int64_t user, const std::string& session_id) {
    return Read([&](const Transaction& transaction) { return transaction.user_sessions().Find(user, session_id); });
  }
  std::vector<UserSession> Of(std::int64_t user) {
    return Read([&](const Transaction& transaction) { return transaction.user_sessions().ListOfUser(user); });
  }
  void DeleteOf(const std::string& pool) {
    Write([&](Transaction& transaction) { transaction.user_sessions().DeleteOfPool(pool); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, UserSessionsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(UserSessionsContract, FindsThemByIdByFamilyAndByUser) {
  const UserSession first = Insert("1", anna_);
  const UserSession second = Insert("2", anna_);
  const UserSession another = Insert("3", bert_);
  EXPECT_EQ(Find("tkn1"), first);
  EXPECT_EQ(Find("tkn"), std::nullopt);
  EXPECT_EQ(Find("tkn3"), std::nullopt);
  EXPECT_EQ(Find(bert_, "tkn3"), another);
  const auto of_family = [&](std::int64_t family) {
    return Read([&](const Transaction& transaction) { return transaction.user_sessions().FindOfFamily(family); });
  };
  EXPECT_EQ(of_family(second.family), second);
  EXPECT_EQ(of_family(kNobody), std::nullopt);
  EXPECT_EQ(Of(anna_), (std::vector{first, second}));
  EXPECT_EQ(Of(bert_), std::vector{another});
  EXPECT_TRUE(Of(kNobody).empty());
}

TEST_P(UserSessionsContract, TellsOfEachHowItIsUsed) {
  const auto uses = [&](std::int64_t user) {
    return Read([&](const Transaction& transaction) { return transaction.user_sessions().ListUsesOfUser(user); });
  };
  UserSession first = Insert("1", anna_);
  const UserSession second = Insert("2", anna_);
  Insert("3", bert_);
  first.last_active_millis += 10;
  Write([&](Transaction& transaction) {
    transaction.user_sessions().Touch(first);
    transaction.refresh_families().Revoke(second.family);
  });
  EXPECT_EQ(uses(anna_), (std::vector{SessionUse{first.family, first.last_active_millis, first.expires_millis, false},
                                      SessionUse{second.family, second.last_active_millis, second.expires_millis, true}}));
  DeleteOf("pool");
  EXPECT_TRUE(uses(anna_).empty());
  EXPECT_TRUE(uses(kNobody).empty());
}

TEST_P(UserSessionsContract, KeepsTextOfAnyBytes) {
  UserSession session = UserSessionOf(AwkwardText(), InsertFamily("1", anna_));
  session.origin_session_id = session.device_type = session.ip_address = AwkwardText();
  session.last_active_millis = std::numeric_limits<std::int64_t>::max();
  Insert(session);
  const auto found = Find(AwkwardText());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->origin_session_id, AwkwardText());
  EXPECT_EQ(found->device_type, AwkwardText());
  EXPECT_EQ(found->ip_address, AwkwardText());
  EXPECT_EQ(found->last_active_millis, session.last_active_millis);
}

TEST_P(UserSessionsContract, WantsAFamilyThatHasNoneAndAnIdThatIsFree) {
  const UserSession first = Insert("1", anna_);
  EXPECT_THROW(Insert(UserSessionOf("another", first.family)), std::logic_error);
  const std::int64_t family = InsertFamily("2", anna_);
  EXPECT_THROW(Insert(UserSessionOf("tkn1", family)), Conflict);
  const std::int64_t of_bert = InsertFamily("3", bert_);
  EXPECT_NO_THROW(Insert(UserSessionOf("tkn1", of_bert)));
  EXPECT_EQ(Find(bert_, "tkn1")->family, of_bert);
  EXPECT_EQ(Find("tkn1"), first);
  EXPECT_THROW(Insert(UserSessionOf("tkn2", kNobody)), std::logic_error);
}

TEST_P(UserSessionsContract, KeepsWhereOneWasUsedLast) {
  UserSession session = Insert("1", anna_);
  session.last_active_millis += 10;
  session.device_type = "Safari 18 / iOS 18.0";
  session.ip_address = "192.0.2.7";
  const auto touch = [&](const UserSession& used) {
    return Write([&](Transaction& transaction) { return transaction.user_sessions().Touch(used); });
  };
  EXPECT_TRUE(touch(session));
  EXPECT_EQ(Find("tkn1"), session);
  EXPECT_FALSE(touch(UserSessionOf("none", session.family)));
}

TEST_P(UserSessionsContract, SaysThatTheFamilyWasRevoked) {
  const UserSession first = Insert("1", anna_);
  const UserSession second = Insert("2", anna_);
  Write([&](Transaction& transaction) { transaction.refresh_families().Revoke(first.family); });
  EXPECT_TRUE(Find("tkn1")->is_ended);
  EXPECT_FALSE(Find("tkn2")->is_ended);
  Write([&](Transaction& transaction) { transaction.refresh_families().RevokeAllOfUser(anna_); });
  EXPECT_TRUE(Find("tkn2")->is_ended);
  EXPECT_EQ(Of(anna_).size(), 2U);
  Insert("3", anna_);
  EXPECT_FALSE(Find("tkn3")->is_ended);
}

TEST_P(UserSessionsContract, GoWithoutTheirFamily) {
  const UserSession session = Insert("1", anna_);
  const auto remove = [&] { return Write([&](Transaction& transaction) { return transaction.user_sessions().Delete(session.family); }); };
  EXPECT_TRUE(remove());
  EXPECT_FALSE(remove());
  EXPECT_EQ(Find("tkn1"), std::nullopt);
  EXPECT_TRUE(Family(session.family));
}

TEST_P(UserSessionsContract, GoWithAFamilyThatHasExpired) {
  Insert("1", anna_);
  Write([](Transaction& transaction) { transaction.SweepExpired(std::int64_t{1} << 60, 10); });
  EXPECT_EQ(Find("tkn1"), std::nullopt);
  EXPECT_TRUE(Of(anna_).empty());
}

TEST_P(UserSessionsContract, GoAtOnceWhereAPoolForgetsThem) {
  const UserSession first = Insert("1", anna_);
  Insert("2", bert_);
  const std::int64_t strangers = Write([&](Transaction& transaction) {
    const std::int64_t family = transaction.refresh_families().Insert(FamilyOf("s", "other", "client of other", stranger_));
    transaction.user_sessions().Insert(UserSessionOf("tkns", family));
    return family;
  });
  DeleteOf("pool");
  EXPECT_EQ(Find("tkn1"), std::nullopt);
  EXPECT_TRUE(Of(bert_).empty());
  EXPECT_FALSE(Write([&](Transaction& transaction) { return transaction.user_sessions().Delete(first.family); }));
  EXPECT_EQ(Find(stranger_, "tkns")->family, strangers);
  Insert("3", anna_);
  EXPECT_TRUE(Find("tkn3"));
  DeleteOf("none");
  EXPECT_TRUE(Find("tkn3"));
}

}  // namespace
}  // namespace rockpool::storage::testing

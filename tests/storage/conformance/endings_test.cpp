// What every store promises of the end of what belongs to users: it comes with that of the user, the app client, the group, the pool, or by
// time, and at once however much it is.
#include <gtest/gtest.h>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

using enum ResourceKind;

// The outcome of ending something: whether each of what anna and her client have is found.
struct Left {
  bool credentials = false;
  bool history = false;
  bool device = false;
  bool code = false;
  bool session = false;
  bool authorization_code = false;
  bool browser_session = false;
  bool page_flow = false;
  bool identity = false;
  bool passkey = false;
  bool state = false;
  bool assertion = false;
  bool stand_in = false;
  bool auth_event = false;
  bool family = false;
  bool event = false;
  bool token = false;
  bool user_session = false;
  bool groups = false;
  bool message = false;
  bool attempts = false;
};

class EndingsContract : public SignInsContract {
 protected:
  EndingsContract() {
    Write([&](Transaction& transaction) {
      Credentials credentials;
      credentials.password_set_millis = 1;
      transaction.credentials().Put(anna_, credentials);
      transaction.credentials().Remember(anna_, {"salt", "verifier"}, 1);
      transaction.devices().Insert(DeviceOf("d", anna_));
      transaction.codes().Put({.user = anna_, .purpose = "p", .digest = "d", .attribute = "", .pending_value = "", .expires_millis = 10});
      transaction.sign_in_sessions().Insert(SessionOf("s", "pool", kClient, anna_));
      transaction.authorization_codes().Insert(AuthorizationCodeOf("a", "pool", kClient, anna_));
      transaction.browser_sessions().Insert(BrowserSessionOf("b", "pool", anna_));
      transaction.page_flows().Insert(PageFlowOf("p", "pool", kClient));
      transaction.auth_events().Insert(EventOf("e", anna_));
      transaction.linked_identities().Insert(IdentityOf("i", "pool", anna_));
      transaction.web_authn_credentials().Insert(PasskeyOf("k", "pool", anna_));
      transaction.federation_states().Insert(StateOf("f", "pool", kClient));
      transaction.used_assertions().Insert(AssertionOf("u", "pool"));
      transaction.identity_providers().Insert(ProviderNamed("pool", "Okta"));
      transaction.stand_ins().Put(StandInOf("pool", "Okta"));
      family_ = transaction.refresh_families().Insert(FamilyOf("f", "pool", kClient, anna_));
      transaction.refresh_families().InsertToken({.digest = "t", .family = family_, .replaced_until_millis = {}});
      transaction.user_sessions().Insert(UserSessionOf("tkn", family_));
      transaction.group_members().Add("pool", "a", anna_);
      transaction.messages().Insert(MessageTo("pool", "anna", "a@x"));
      transaction.attempts().Put({.user_pool_id = "pool", .subject = "anna", .kind = "k", .expires_millis = 10});
    });
  }
  void ExpectLeft(const Left& left) {
    store().Read([&](const Transaction& transaction) {
      EXPECT_EQ(transaction.credentials().Find(anna_) != Credentials{}, left.credentials);
      EXPECT_EQ(!transaction.credentials().History(anna_, 1).empty(), left.history);
      EXPECT_EQ(transaction.devices().Find(anna_, "d").has_value(), left.device);
      EXPECT_EQ(!transaction.devices().List(anna_, {}, 1).empty(), left.device);
      EXPECT_EQ(transaction.codes().Find(anna_, "p").has_value(), left.code);
      EXPECT_EQ(transaction.sign_in_sessions().Find("s").has_value(), left.session);
      EXPECT_EQ(transaction.authorization_codes().Find("a").has_value(), left.authorization_code);
      EXPECT_EQ(transaction.browser_sessions().Find("b").has_value(), left.browser_session);
      EXPECT_EQ(transaction.page_flows().Find("p").has_value(), left.page_flow);
      EXPECT_EQ(transaction.linked_identities().Find("pool", "Okta", "Cognito_Subject", "i").has_value(), left.identity);
      EXPECT_EQ(!transaction.linked_identities().ListOfUser(anna_).empty(), left.identity);
      EXPECT_EQ(!transaction.linked_identities().ListAttributes("pool", "Okta", 1).empty(), left.identity);
      EXPECT_EQ(!transaction.web_authn_credentials().ListOfUser(anna_).empty(), left.passkey);
      EXPECT_EQ(transaction.federation_states().Find("f").has_value(), left.state);
      EXPECT_EQ(transaction.stand_ins().Find("pool", "Okta").has_value(), left.stand_in);
      EXPECT_EQ(transaction.auth_events().Find(anna_, "e").has_value(), left.auth_event);
      EXPECT_EQ(!transaction.auth_events().List(anna_, std::nullopt, 1).empty(), left.auth_event);
      EXPECT_EQ(transaction.refresh_families().Find(family_).has_value(), left.family);
      EXPECT_EQ(transaction.refresh_families().FindByEvent(anna_, "event of f").has_value(), left.event);
      EXPECT_EQ(transaction.refresh_families().FindToken("t").has_value(), left.token);
      EXPECT_EQ(transaction.user_sessions().Find(anna_, "tkn").has_value(), left.user_session);
      EXPECT_EQ(transaction.user_sessions().FindOfFamily(family_).has_value(), left.user_session);
      EXPECT_EQ(!transaction.user_sessions().ListOfUser(anna_).empty(), left.user_session);
      EXPECT_EQ(!transaction.user_sessions().ListUsesOfUser(anna_).empty(), left.user_session);
      EXPECT_EQ(!transaction.group_members().GroupsOf(anna_, "", 1).empty(), left.groups);
      EXPECT_EQ(transaction.group_members().CountGroupsOf(anna_) != 0, left.groups);
      EXPECT_EQ(!transaction.group_members().MembersOf("pool", "a", 0, 1).empty(), left.groups);
      EXPECT_EQ(!transaction.messages().List({}, 1).empty(), left.message);
      EXPECT_EQ(transaction.attempts().Find("pool", "anna", "k").has_value(), left.attempts);
    });
  }
  // So many families of anna through the client, so that neither can go in one write.
  void InsertManyFamilies() {
    Write([&](Transaction& transaction) {
      for (int i = 0; i < kMany; ++i) {
        transaction.refresh_families().Insert(FamilyOf(std::to_string(i), "pool", kClient, anna_));
      }
    });
  }
  void InsertManyMembers() {
    Write([&](Transaction& transaction) {
      for (int i = 0; i < kMany; ++i) {
        transaction.group_members().Add("pool", "a", transaction.users().Insert(UserNamed("pool", std::to_string(i)), {}));
      }
    });
  }
  void SweepAll() {
    while (store().Write([](Transaction& transaction) { return transaction.SweepSome(500); })) {
    }
  }

  static constexpr int kMany = 2'100;
  static constexpr Left kNothingOfTheUser{
      .page_flow = true, .state = true, .assertion = true, .stand_in = true, .message = true, .attempts = true};
  static constexpr Left kAllButSignIns{.credentials = true,
                                       .history = true,
                                       .device = true,
                                       .code = true,
                                       .browser_session = true,
                                       .identity = true,
                                       .passkey = true,
                                       .assertion = true,
                                       .stand_in = true,
                                       .auth_event = true,
                                       .groups = true,
                                       .message = true,
                                       .attempts = true};
  static constexpr Left kAllButGroups{.credentials = true,
                                      .history = true,
                                      .device = true,
                                      .code = true,
                                      .session = true,
                                      .authorization_code = true,
                                      .browser_session = true,
                                      .page_flow = true,
                                      .identity = true,
                                      .passkey = true,
                                      .state = true,
                                      .assertion = true,
                                      .stand_in = true,
                                      .auth_event = true,
                                      .family = true,
                                      .event = true,
                                      .token = true,
                                      .user_session = true,
                                      .groups = false,
                                      .message = true,
                                      .attempts = true};
  std::int64_t family_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Backends, EndingsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(EndingsContract, OfAUserTakeAllThatIsHis) {
  EXPECT_TRUE(Write([&](Transaction& transaction) { return transaction.users().Delete(anna_); }));
  ExpectLeft(kNothingOfTheUser);
}

TEST_P(EndingsContract, OfAUserWhoSignedInOftenTakeAllAtOnceAndFreeTheName) {
  InsertManyFamilies();
  Write([&](Transaction& transaction) {
    EXPECT_TRUE(transaction.users().Delete(anna_));
    EXPECT_FALSE(transaction.users().Delete(anna_));
    EXPECT_EQ(transaction.users().FindByNumber(anna_), std::nullopt);
    EXPECT_EQ(transaction.users().FindRevision(anna_), std::nullopt);
    EXPECT_EQ(transaction.users().Count("pool"), 1U);
  });
  ExpectLeft(kNothingOfTheUser);
  EXPECT_THROW(InsertFamily("new", anna_), std::logic_error);
  EXPECT_THROW(Add("a", anna_), std::logic_error);
  EXPECT_FALSE(Write([&](Transaction& transaction) { return transaction.refresh_families().Revoke(family_); }));
  Write([](Transaction& transaction) { transaction.users().Insert(UserNamed("pool", "anna"), {}); });
  SweepAll();
  ExpectLeft(kNothingOfTheUser);
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.users().Count("pool"); }), 2U);
}

TEST_P(EndingsContract, OfAnAppClientTakeTheSignInsThroughIt) {
  EXPECT_TRUE(Write([](Transaction& transaction) { return transaction.resources(kAppClient).Delete("pool", kClient); }));
  ExpectLeft(kAllButSignIns);
}

TEST_P(EndingsContract, OfAnAppClientWithManySignInsTakeThemAtOnceAndFreeTheKey) {
  InsertManyFamilies();
  Write([](Transaction& transaction) {
    transaction.resources(kTerms).Insert(ResourceNamed("pool", "t", kClient));
    EXPECT_TRUE(transaction.resources(kAppClient).Delete("pool", kClient));
    EXPECT_FALSE(transaction.resources(kAppClient).Delete("pool", kClient));
    EXPECT_EQ(transaction.resources(kAppClient).Find("pool", kClient), std::nullopt);
    EXPECT_EQ(transaction.resources(kAppClient).FindInStore(kClient), std::nullopt);
    EXPECT_EQ(transaction.resources(kAppClient).Count("pool"), 0U);
    EXPECT_EQ(transaction.resources(kTerms).Count("pool"), 0U);
    EXPECT_TRUE(transaction.resources(kAppClient).List("pool", "", 10).empty());
  });
  ExpectLeft(kAllButSignIns);
  Write([](Transaction& transaction) { transaction.resources(kAppClient).Insert(ResourceNamed("other", kClient)); });
  SweepAll();
  ExpectLeft(kAllButSignIns);
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.resources(kAppClient).FindInStore(kClient)->user_pool_id; }),
            "other");
}

TEST_P(EndingsContract, OfAGroupTakeItsMemberships) {
  EXPECT_TRUE(Write([](Transaction& transaction) { return transaction.resources(kGroup).Delete("pool", "a"); }));
  ExpectLeft(kAllButGroups);
}

TEST_P(EndingsContract, OfAGroupWithManyMembersTakeThemAtOnceAndFreeTheName) {
  InsertManyMembers();
  Write([](Transaction& transaction) {
    EXPECT_TRUE(transaction.resources(kGroup).Delete("pool", "a"));
    EXPECT_EQ(transaction.resources(kGroup).Find("pool", "a"), std::nullopt);
    EXPECT_EQ(transaction.resources(kGroup).Count("pool"), 1U);
    transaction.resources(kGroup).Insert(ResourceNamed("pool", "a"));
  });
  ExpectLeft(kAllButGroups);
  EXPECT_TRUE(Add("a", bert_));
  SweepAll();
  ASSERT_EQ(MembersOf("a").size(), 1U);
  EXPECT_EQ(MembersOf("a")[0].user.username, "bert");
  EXPECT_TRUE(GroupsOf(anna_).empty());
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.users().Count("pool"); }), 2U + kMany);
}

TEST_P(EndingsContract, OfAPoolTakeAll) {
  Write([](Transaction& transaction) { return transaction.user_pools().Delete("pool"); });
  ExpectLeft({});
}

TEST_P(EndingsContract, OfAPoolWithManyUsersTakeAllAtOnce) {
  InsertManyMembers();
  Write([](Transaction& transaction) {
    EXPECT_TRUE(transaction.user_pools().Delete("pool"));
    EXPECT_EQ(transaction.users().Count("pool"), 0U);
    transaction.user_pools().Insert(PoolNamed("pool"));
    EXPECT_EQ(transaction.users().Count("pool"), 0U);
    transaction.users().Insert(UserNamed("pool", "anna"), {});
  });
  ExpectLeft({});
  EXPECT_EQ(Read([&](const Transaction& transaction) { return transaction.users().FindByNumber(anna_); }), std::nullopt);
  EXPECT_EQ(Read([&](const Transaction& transaction) { return transaction.users().FindRevision(anna_); }), std::nullopt);
  SweepAll();
  ExpectLeft({});
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.users().Count("pool"); }), 1U);
}

TEST_P(EndingsContract, OfTimeTakeWhatExpiredBeforeIt) {
  const auto sweep = [&](std::int64_t now, std::size_t limit = 10) {
    Write([&](Transaction& transaction) { transaction.SweepExpired(now, limit); });
  };
  sweep(10);
  Left left{.credentials = true,
            .history = true,
            .device = true,
            .code = true,
            .session = true,
            .authorization_code = true,
            .browser_session = true,
            .page_flow = true,
            .identity = true,
            .passkey = true,
            .state = true,
            .assertion = true,
            .stand_in = true,
            .auth_event = true,
            .family = true,
            .event = true,
            .token = true,
            .user_session = true,
            .groups = true,
            .message = true,
            .attempts = true};
  ExpectLeft(left);
  sweep(11, 0);
  ExpectLeft(left);
  sweep(11);
  left.code = left.attempts = false;
  ExpectLeft(left);
  sweep(1'700'000'003'001);
  left.session = false;
  ExpectLeft(left);
  sweep(1'700'000'003'100);
  ExpectLeft(left);
  sweep(1'700'000'003'101);
  left.authorization_code = false;
  ExpectLeft(left);
  sweep(1'700'000'003'201);
  left.browser_session = false;
  ExpectLeft(left);
  sweep(1'700'000'003'301);
  left.page_flow = false;
  ExpectLeft(left);
  sweep(1'700'000'003'401);
  left.state = false;
  ExpectLeft(left);
  sweep(1'700'000'006'000);
  ExpectLeft(left);
  sweep(1'700'000'006'001);
  left.family = left.event = left.token = left.user_session = false;
  ExpectLeft(left);
}

}  // namespace
}  // namespace rockpool::storage::testing

// What every store promises of what the OAuth endpoints and the pages remember: authorization codes, browser sessions, flows of pages.
#include <gtest/gtest.h>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class PagesContract : public SignInsContract {
 protected:
  void Insert(const AuthorizationCode& code) {
    Write([&](Transaction& transaction) { transaction.authorization_codes().Insert(code); });
  }
  void Insert(const BrowserSession& session) {
    Write([&](Transaction& transaction) { transaction.browser_sessions().Insert(session); });
  }
  void Insert(const PageFlow& flow) {
    Write([&](Transaction& transaction) { transaction.page_flows().Insert(flow); });
  }
  std::optional<AuthorizationCode> Code(const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.authorization_codes().Find(digest); });
  }
  std::optional<BrowserSession> Session(const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.browser_sessions().Find(digest); });
  }
  std::optional<PageFlow> Flow(const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.page_flows().Find(digest); });
  }
  std::optional<BrowserSession> Told(const std::string& session_id) {
    return Read([&](const Transaction& transaction) { return transaction.browser_sessions().FindBySessionId(session_id); });
  }
  std::vector<BrowserSession> TrackedOf(std::int64_t user, std::size_t limit = 10) {
    return Read([&](const Transaction& transaction) { return transaction.browser_sessions().ListTrackedOfUser(user, limit); });
  }
  void EndSessionsOf(const std::string& pool) {
    Write([&](Transaction& transaction) { transaction.browser_sessions().DeleteOfPool(pool); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, PagesContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(PagesContract, FindsACodeByItsDigest) {
  AuthorizationCode code = AuthorizationCodeOf(AwkwardText(), "pool", kClient, anna_);
  code.document = AwkwardText();
  Insert(code);
  EXPECT_EQ(Code(AwkwardText()), code);
  EXPECT_EQ(Code("none"), std::nullopt);
}

TEST_P(PagesContract, SpendsACodeOnceAndBeforeItExpires) {
  AuthorizationCode code = AuthorizationCodeOf(AwkwardText(), "pool", kClient, anna_);
  Insert(code);
  Insert(AuthorizationCodeOf("another", "pool", kClient, anna_));
  const auto spend = [&](const std::string& digest, std::int64_t now) {
    return Write([&](Transaction& transaction) { return transaction.authorization_codes().Spend(digest, now); });
  };
  EXPECT_FALSE(spend(code.digest, code.expires_millis));
  EXPECT_EQ(Code(code.digest), code);
  EXPECT_TRUE(spend(code.digest, code.expires_millis - 1));
  code.is_used = true;
  EXPECT_EQ(Code(code.digest), code) << "found, until it is swept";
  EXPECT_FALSE(spend(code.digest, code.expires_millis - 1));
  EXPECT_FALSE(spend("none", 0));
  EXPECT_FALSE(Code("another")->is_used);
}

TEST_P(PagesContract, KeepsCodesOfOwnersThatExist) {
  Insert(AuthorizationCodeOf("a", "pool", kClient, anna_));
  EXPECT_THROW(Insert(AuthorizationCodeOf("a", "pool", kClient, bert_)), Conflict);
  EXPECT_THROW(Insert(AuthorizationCodeOf("1", "pool", "no client", anna_)), std::logic_error);
  EXPECT_THROW(Insert(AuthorizationCodeOf("2", "pool", kClient, kNobody)), std::logic_error);
  EXPECT_THROW(Insert(AuthorizationCodeOf("3", "pool", kClient, stranger_)), std::logic_error);
  EXPECT_EQ(Code("a")->user, anna_);
}

TEST_P(PagesContract, DeletesTheCodesAndTheBrowserSessionsOfOneUser) {
  Insert(AuthorizationCodeOf("1", "pool", kClient, anna_));
  Insert(AuthorizationCodeOf("2", "pool", kClient, anna_));
  Insert(AuthorizationCodeOf("3", "pool", kClient, bert_));
  Insert(BrowserSessionOf("1", "pool", anna_));
  Insert(BrowserSessionOf("2", "pool", anna_));
  Insert(BrowserSessionOf("3", "pool", bert_));
  Write([&](Transaction& transaction) { transaction.authorization_codes().DeleteOfUser(anna_); });
  EXPECT_FALSE(Code("1") || Code("2"));
  EXPECT_TRUE(Code("3"));
  EXPECT_TRUE(Session("1") && Session("2"));
  Write([&](Transaction& transaction) {
    transaction.browser_sessions().DeleteOfUser(anna_);
    transaction.browser_sessions().DeleteOfUser(kNobody);
  });
  EXPECT_FALSE(Session("1") || Session("2"));
  EXPECT_TRUE(Session("3"));
}

TEST_P(PagesContract, FindsABrowserSessionByItsDigestUntilItIsDeleted) {
  BrowserSession session = BrowserSessionOf(AwkwardText(), "pool", anna_);
  session.provider = session.document = AwkwardText();
  Insert(session);
  EXPECT_EQ(Session(AwkwardText()), session);
  EXPECT_EQ(Session("none"), std::nullopt);
  const auto remove = [&] { return Write([](Transaction& transaction) { return transaction.browser_sessions().Delete(AwkwardText()); }); };
  EXPECT_TRUE(remove());
  EXPECT_FALSE(remove());
  EXPECT_EQ(Session(AwkwardText()), std::nullopt);
}

TEST_P(PagesContract, KeepsBrowserSessionsOfUsersThatExist) {
  Insert(BrowserSessionOf("b", "pool", anna_));
  EXPECT_THROW(Insert(BrowserSessionOf("b", "pool", bert_)), Conflict);
  EXPECT_THROW(Insert(BrowserSessionOf("1", "pool", kNobody)), std::logic_error);
  EXPECT_THROW(Insert(BrowserSessionOf("2", "pool", stranger_)), std::logic_error);
  EXPECT_EQ(Session("b")->user, anna_);
}

TEST_P(PagesContract, EndsTheBrowserSessionsThatAPoolHasSoFar) {
  Insert(BrowserSessionOf("1", "pool", anna_));
  Insert(BrowserSessionOf("of the other", "other", stranger_));
  Insert(BrowserSessionOf("2", "pool", bert_));
  EndSessionsOf("pool");
  EXPECT_EQ(Session("1"), std::nullopt);
  EXPECT_EQ(Session("2"), std::nullopt);
  EXPECT_FALSE(Write([](Transaction& transaction) { return transaction.browser_sessions().Delete("2"); }));
  EXPECT_TRUE(Session("of the other"));
  Write([](Transaction& transaction) { transaction.SweepExpired(std::int64_t{1} << 60, 100); });
  Insert(BrowserSessionOf("3", "pool", anna_));
  EXPECT_TRUE(Session("3")) << "no number is given twice";
  EndSessionsOf("none");
  EXPECT_TRUE(Session("3"));
}

TEST_P(PagesContract, TellsOfTheBrowserSessionsThatAreTracked) {
  BrowserSession first = TrackedBrowserSessionOf("1", "pool", anna_);
  first.client_id = first.device_type = first.ip_address = AwkwardText();
  const BrowserSession second = TrackedBrowserSessionOf("2", "pool", anna_);
  for (const BrowserSession& session :
       {first, BrowserSessionOf("untracked", "pool", anna_), second, TrackedBrowserSessionOf("3", "pool", bert_)}) {
    Insert(session);
  }
  EXPECT_EQ(Session("1"), first);
  EXPECT_EQ(Told("sso1"), first);
  EXPECT_EQ(Told("sso"), std::nullopt);
  EXPECT_EQ(Told(""), std::nullopt);
  EXPECT_EQ(TrackedOf(anna_), (std::vector{second, first}));
  EXPECT_EQ(TrackedOf(anna_, 1), std::vector{second});
  EXPECT_TRUE(TrackedOf(kNobody).empty());
  EXPECT_THROW(Insert([&] {
                 BrowserSession same = TrackedBrowserSessionOf("4", "pool", bert_);
                 same.session_id = "sso1";
                 return same;
               }()),
               Conflict);
  EXPECT_NO_THROW(Insert(BrowserSessionOf("untracked, too", "pool", anna_)));
}

TEST_P(PagesContract, KeepsWhereABrowserSessionWasUsedLast) {
  BrowserSession session = TrackedBrowserSessionOf("1", "pool", anna_);
  Insert(session);
  session.last_active_millis += 10;
  session.device_type = "Safari 18 / iOS 18.0";
  session.ip_address = "192.0.2.7";
  const auto touch = [&](const BrowserSession& used) {
    return Write([&](Transaction& transaction) { return transaction.browser_sessions().Touch(used); });
  };
  EXPECT_TRUE(touch(session));
  EXPECT_EQ(Session("1"), session);
  EXPECT_FALSE(touch(TrackedBrowserSessionOf("none", "pool", anna_)));
}

TEST_P(PagesContract, StopsTellingOfTheBrowserSessionsThatAPoolHasSoFar) {
  Insert(TrackedBrowserSessionOf("1", "pool", anna_));
  Insert(TrackedBrowserSessionOf("of the other", "other", stranger_));
  Write([](Transaction& transaction) { transaction.browser_sessions().UntrackOfPool("pool"); });
  ASSERT_TRUE(Session("1")) << "it signs in as before";
  EXPECT_EQ(Session("1")->session_id, "");
  EXPECT_EQ(Told("sso1"), std::nullopt);
  EXPECT_TRUE(TrackedOf(anna_).empty());
  EXPECT_TRUE(Told("ssoof the other"));
  Insert(TrackedBrowserSessionOf("2", "pool", anna_));
  EXPECT_EQ(Told("sso2")->session_id, "sso2");
  EXPECT_EQ(TrackedOf(anna_).size(), 1U);
  EndSessionsOf("pool");
  EXPECT_EQ(Told("sso2"), std::nullopt);
  EXPECT_TRUE(TrackedOf(anna_).empty());
}

TEST_P(PagesContract, FindsAFlowByItsDigestWithWhatItCameTo) {
  PageFlow flow = PageFlowOf(AwkwardText(), "pool", kClient);
  Insert(flow);
  EXPECT_EQ(Flow(AwkwardText()), flow);
  EXPECT_EQ(Flow("none"), std::nullopt);
  const auto update = [&](const PageFlow& changed) {
    return Write([&](Transaction& transaction) { return transaction.page_flows().Update(changed); });
  };
  flow.document = AwkwardText();
  flow.expires_millis = 4;
  EXPECT_TRUE(update(flow));
  EXPECT_EQ(Flow(AwkwardText()), flow);
  EXPECT_FALSE(update(PageFlowOf("none", "pool", kClient)));
  const auto remove = [&] { return Write([](Transaction& transaction) { return transaction.page_flows().Delete(AwkwardText()); }); };
  EXPECT_TRUE(remove());
  EXPECT_FALSE(remove());
  EXPECT_EQ(Flow(AwkwardText()), std::nullopt);
}

TEST_P(PagesContract, KeepsFlowsToClientsThatExist) {
  Insert(PageFlowOf("p", "pool", kClient));
  EXPECT_THROW(Insert(PageFlowOf("p", "other", "client of other")), Conflict);
  EXPECT_THROW(Insert(PageFlowOf("1", "pool", "client of other")), std::logic_error);
  EXPECT_EQ(Flow("p")->user_pool_id, "pool");
}

}  // namespace
}  // namespace rockpool::storage::testing

// GET /feedback: what is said by the links of a notice, without a token that is good.
#include <gtest/gtest.h>

#include "tests/oauth/support/page_test.h"

namespace rockpool::oauth {
namespace {

using support::Page;

class FeedbackPage : public support::PageTest {
 protected:
  FeedbackPage() {
    UsePool(R"(,"UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"})");
    support::CreateUser(oauth.service, here, kUser);
  }
  Page Give(const std::string& username) {
    return browser.Get("/feedback?" + support::QueryOf({{"client_id", app},
                                                        {"user_name", username},
                                                        {"event_id", "00000000-0000-0000-0000-000000000000"},
                                                        {"feedback_token", "guessed"},
                                                        {"feedback", "Valid"}}));
  }
};
ROCKPOOL_IN_BOTH_LOOKS(FeedbackPage);

TEST_P(FeedbackPage, DoesNotTellWhoExists) {
  for (const char* name : {kUser, "nobody"}) {
    const Page page = Give(name);
    EXPECT_EQ(page.status, 400);
    EXPECT_TRUE(page.Shows("Invalid feedback token.")) << name << ": " << page.body;
  }
}

}  // namespace
}  // namespace rockpool::oauth

// What administrators say of events.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/event_feedback.h"

namespace rockpool::support {
namespace {

using AdminUpdateAuthEventFeedback = EventFeedback;

TEST_F(AdminUpdateAuthEventFeedback, IsShownAsTheAdministrators) {
  EXPECT_EQ(Shown(), "none");
  EXPECT_EQ(pool.Call("AdminUpdateAuthEventFeedback",
                      TextMember("Username", "ann") + "," + TextMember("EventId", event) + R"(,"FeedbackValue":"Valid")")
                .body,
            "{}");
  EXPECT_EQ(Shown(), "Valid by Admin");
  EXPECT_EQ(pool.List().At("AuthEvents")[0]["EventFeedback"]["FeedbackDate"].GetDouble(),
            static_cast<double>(service.clock.Now()) / 1000.0);
}

TEST_F(AdminUpdateAuthEventFeedback, RefusesInAwsOrder) {
  EXPECT_EQ(Admin("none", "Valid", "nobody"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(Admin("none"), "ResourceNotFoundException: Event does not exist.");
  const std::string members = R"("Username":"a","EventId":"e","FeedbackValue":"Valid")";
  EXPECT_EQ(SignInPool(service).Try("AdminUpdateAuthEventFeedback", members),
            "UserPoolAddOnNotEnabledException: User pool add-on is not enabled.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminUpdateAuthEventFeedback", R"({"UserPoolId":"us-east-1_none",)" + members + "}")),
            NoSuchPool("us-east-1_none"));
}

}  // namespace
}  // namespace rockpool::support

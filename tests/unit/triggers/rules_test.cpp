// What rules answer in the place of functions.
#include "server/triggers/rules/rules.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/triggers/rule_calls.h"

namespace rockpool::triggers {
namespace {

constexpr const char* kUnconfirmed = R"({"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false})";

Invocation SignUpOf(const std::string& attributes = R"({"email":"ada@example.com"})", const std::string& source = "PreSignUp_SignUp") {
  return CallOf(Trigger::kPreSignUp, source, R"({"userAttributes":)" + attributes + R"(,"clientMetadata":{"a.b":"c"}})", kUnconfirmed);
}

TEST(Rules, LeaveTheEventAsItIsWhereNoneMatches) {
  const Invocation call = SignUpOf();
  const Outcome outcome = AnswerOf(RulesOf(R"([{"trigger":"PostConfirmation","refuse":"no"}])"), call, {});
  EXPECT_EQ(outcome.kind, Outcome::Kind::kAnswered);
  EXPECT_EQ(outcome.text, call.event);
  EXPECT_EQ(outcome.hint, "no rule matches");
  EXPECT_EQ(outcome.attempts, 1);
}

TEST(Rules, AnswerWithTheWholeEvent) {
  const Outcome outcome = AnswerOf(RulesOf(R"([{"trigger":"PreSignUp","confirm":true}])"), SignUpOf(), {});
  EXPECT_EQ(outcome.text, R"({"version":"1","userName":"ada@example.com","triggerSource":"PreSignUp_SignUp",)"
                          R"("request":{"userAttributes":{"email":"ada@example.com"},"clientMetadata":{"a.b":"c"}},)"
                          R"("response":{"autoConfirmUser":true,"autoVerifyEmail":false,"autoVerifyPhone":false}})");
  EXPECT_EQ(outcome.hint, "rule 1 of [triggers]");
}

TEST(Rules, CountFromTheFirstThatMatches) {
  const std::string rules = R"([{"trigger":"PreSignUp","pool":"eu-*","refuse":"pool"},{"trigger":"PreSignUp","function":"g","refuse":"f"},)"
                            R"({"trigger":"PreSignUp","when":{"request.userAttributes.email":"*@example.org"},"refuse":"e"},)"
                            R"({"trigger":"PreSignUp","when":{"triggerSource":"PreSignUp_SignUp","userName":"ada*"},"refuse":"this one"},)"
                            R"({"trigger":"PreSignUp","refuse":"last"}])";
  EXPECT_EQ(ResponseOf(rules, SignUpOf()), "refused: this one");
  EXPECT_EQ(ResponseOf(rules, SignUpOf("{}", "PreSignUp_AdminCreateUser")), "refused: last");
  EXPECT_EQ(ResponseOf(rules, SignUpOf(R"({"email":"b@example.org"})")), "refused: e");
}

TEST(Rules, FindTheirConditionsInTheEvent) {
  const auto holds = [](const std::string& path, const std::string& pattern, const std::string& request) {
    return ResponseOf(R"([{"trigger":"PreSignUp","when":{")" + path + R"(":)" + pattern + R"(},"refuse":"yes"}])",
                      CallOf(Trigger::kPreSignUp, "PreSignUp_SignUp", request, kUnconfirmed)) == "refused: yes";
  };
  EXPECT_TRUE(holds("request.clientMetadata.a.b", R"("c")", R"({"clientMetadata":{"a.b":"c"}})"));
  EXPECT_TRUE(holds("request.clientMetadata.a.b", R"("c")", R"({"clientMetadata":{"a":{"b":"c"}}})"));
  EXPECT_TRUE(holds("request.session.0.challengeName", R"("SRP_A")", R"({"session":[{"challengeName":"SRP_A"}]})"));
  EXPECT_FALSE(holds("request.session.1.challengeName", R"("*")", R"({"session":[{"challengeName":"SRP_A"}]})"));
  EXPECT_TRUE(holds("request.userNotFound", "true", R"({"userNotFound":true})"));
  EXPECT_FALSE(holds("request.userNotFound", "true", R"({"userNotFound":false})"));
  // Nothing is no text, not even an empty one.
  EXPECT_FALSE(holds("request.validationData", R"("*")", R"({"validationData":null})"));
  EXPECT_FALSE(holds("request.userAttributes", R"("*")", R"({"userAttributes":{}})"));
  EXPECT_FALSE(holds("request.email", R"("*")", "{}"));
  EXPECT_FALSE(holds("request.userName.x", R"("*")", "{}"));
}

TEST(Rules, ConfirmAndVerifyWhatIsThere) {
  const std::string rules = R"([{"trigger":"PreSignUp","confirm":true,"verify_email":true,"verify_phone":true}])";
  EXPECT_EQ(ResponseOf(rules, SignUpOf()), R"({"autoConfirmUser":true,"autoVerifyEmail":true,"autoVerifyPhone":false})");
  EXPECT_EQ(ResponseOf(rules, SignUpOf(R"({"phone_number":"+1"})")),
            R"({"autoConfirmUser":true,"autoVerifyEmail":false,"autoVerifyPhone":true})");
}

TEST(Rules, PutMembersIntoTheAnswerAsTheyStand) {
  EXPECT_EQ(
      ResponseOf(R"([{"trigger":"PreSignUp","confirm":true,"answer":{"autoConfirmUser":"no boolean","new":{"a":[1,null]}}}])", SignUpOf()),
      R"({"autoConfirmUser":"no boolean","autoVerifyEmail":false,"autoVerifyPhone":false,"new":{"a":[1,null]}})");
}

TEST(Rules, LinkOnlyWhoComesThroughAProvider) {
  int links = 0;
  std::string refusal;
  const Effects effects{[&](const Invocation&) {
    ++links;
    return refusal;
  }};
  const std::string rules = R"([{"trigger":"PreSignUp","link_by_email":true}])";
  EXPECT_EQ(ResponseOf(rules, SignUpOf(), effects), kUnconfirmed);
  EXPECT_EQ(links, 0);
  EXPECT_EQ(ResponseOf(rules, SignUpOf("{}", "PreSignUp_ExternalProvider"), effects), kUnconfirmed);
  EXPECT_EQ(links, 1);
  refusal = "too many";
  EXPECT_EQ(ResponseOf(rules, SignUpOf("{}", "PreSignUp_ExternalProvider"), effects), "refused: too many");
}

TEST(Rules, ReplaceTheTextsOfMessages) {
  const auto call = CallOf(Trigger::kCustomMessage, "CustomMessage_SignUp", R"({"codeParameter":"{####}"})",
                           R"({"smsMessage":null,"emailMessage":null,"emailSubject":null})");
  EXPECT_EQ(ResponseOf(R"([{"trigger":"CustomMessage","email_message":"Ihr Code: {####}","email_subject":"Grüße"}])", call),
            R"({"smsMessage":null,"emailMessage":"Ihr Code: {####}","emailSubject":"Grüße"})");
  EXPECT_EQ(ResponseOf(R"([{"trigger":"CustomMessage","sms_message":"{####}"}])", call),
            R"({"smsMessage":"{####}","emailMessage":null,"emailSubject":null})");
}

TEST(Rules, FailAsLambdaDoesWhereAnEventIsNone) {
  Invocation call = SignUpOf();
  call.event = "no JSON";
  const Outcome outcome = AnswerOf(RulesOf(R"([{"trigger":"PreSignUp"}])"), call, {});
  EXPECT_EQ(outcome.kind, Outcome::Kind::kNotInvoked);
  EXPECT_EQ(outcome.text, "ServiceException");
}

}  // namespace
}  // namespace rockpool::triggers

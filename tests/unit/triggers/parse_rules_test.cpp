// What is a rule, and what is said of one that is none.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/triggers/rule_calls.h"

namespace rockpool::triggers {
namespace {

TEST(ParsedRules, HaveAllThatAnEventMustBe) {
  const auto rules = RulesOf(R"([{"trigger":"PreSignUp"},{"trigger":["PreAuthentication","PostAuthentication"],"pool":"us-*",)"
                             R"("function":"f","when":{"userName":"a*","request.userNotFound":true,"request.n":3}}])");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].triggers, std::vector<Trigger>{Trigger::kPreSignUp});
  EXPECT_EQ(rules[0].pool, "*");
  EXPECT_EQ(rules[0].function, "*");
  EXPECT_TRUE(rules[0].when.empty());
  EXPECT_EQ(rules[1].triggers, (std::vector<Trigger>{Trigger::kPreAuthentication, Trigger::kPostAuthentication}));
  EXPECT_EQ(rules[1].pool, "us-*");
  EXPECT_EQ(rules[1].function, "f");
  const std::vector<std::pair<std::string, std::string>> when = {{"userName", "a*"}, {"request.userNotFound", "true"}, {"request.n", "3"}};
  EXPECT_EQ(rules[1].when, when);
}

TEST(ParsedRules, HaveAllEffects) {
  const auto rules = RulesOf(
      R"([{"trigger":"PreSignUp","confirm":true,"verify_email":true,"verify_phone":true,"link_by_email":true,"answer":{"a":[1]}},)"
      R"({"trigger":"PreTokenGeneration","add_claims":{"a":1},"suppress_claims":["b"],"add_id_claims":{"c":{}},)"
      R"("suppress_id_claims":["d"],"add_access_claims":{"e":"f"},"suppress_access_claims":["g"],"add_scopes":["h"],)"
      R"("suppress_scopes":["i"],"add_groups":["j"]},)"
      R"({"trigger":"CustomMessage","sms_message":"s","email_message":"m","email_subject":"t"},)"
      R"({"trigger":"UserMigration","attributes":{"email":"a"},"final_status":"RESET_REQUIRED","password":"p","suppress_message":true},)"
      R"({"trigger":"DefineAuthChallenge","question":{"text":"q","answer":"a","tries":5}},{"trigger":"InboundFederation","refuse":"r"}])");
  ASSERT_EQ(rules.size(), 6U);
  EXPECT_TRUE(rules[0].confirms && rules[0].verifies_email && rules[0].verifies_phone && rules[0].links_by_email);
  EXPECT_EQ(rules[0].answer, (JsonMembers{{"a", "[1]"}}));
  EXPECT_EQ(rules[1].both_tokens.add_claims, (JsonMembers{{"a", "1"}}));
  EXPECT_EQ(rules[1].both_tokens.suppress_claims, std::vector<std::string>{"b"});
  EXPECT_EQ(rules[1].id_token.add_claims, (JsonMembers{{"c", "{}"}}));
  EXPECT_EQ(rules[1].id_token.suppress_claims, std::vector<std::string>{"d"});
  EXPECT_EQ(rules[1].access_token.add_claims, (JsonMembers{{"e", R"("f")"}}));
  EXPECT_EQ(rules[1].access_token.suppress_claims, std::vector<std::string>{"g"});
  EXPECT_EQ(rules[1].add_scopes, std::vector<std::string>{"h"});
  EXPECT_EQ(rules[1].suppress_scopes, std::vector<std::string>{"i"});
  EXPECT_EQ(rules[1].add_groups, std::vector<std::string>{"j"});
  EXPECT_EQ(rules[2].sms_message, "s");
  EXPECT_EQ(rules[2].email_message, "m");
  EXPECT_EQ(rules[2].email_subject, "t");
  ASSERT_TRUE(rules[3].migration);
  EXPECT_EQ(rules[3].migration->attributes.at("email"), "a");
  EXPECT_EQ(rules[3].migration->final_status, "RESET_REQUIRED");
  EXPECT_EQ(rules[3].migration->password, "p");
  EXPECT_TRUE(rules[3].migration->suppresses_message);
  ASSERT_TRUE(rules[4].question);
  EXPECT_EQ(rules[4].question->text, "q");
  EXPECT_EQ(rules[4].question->answer, "a");
  EXPECT_EQ(rules[4].question->tries, 5U);
  EXPECT_EQ(rules[5].refuse, "r");
}

struct Bad {
  const char* rule;
  const char* sentence;
};

TEST(ParsedRules, AreRefusedInOneSentenceThatNamesTheMember) {
  const Bad kBad[] = {
      {"1", "it must be a table."},
      {"{}", "trigger is missing."},
      {R"({"trigger":"PreSignUp","confirms":true})", "there is no member confirms."},
      {R"({"trigger":"PreSignUp","confirm":"yes"})", "confirm must be true or false."},
      {R"({"trigger":"PreSignUp","pool":1})", "pool must be a text."},
      {R"({"trigger":"PreSignUp","function":["f"]})", "function must be a text."},
      {R"({"trigger":"PreSignUp","when":"x"})", "when must be a table."},
      {R"({"trigger":"PreSignUp","when":{"userName":[]}})", "when.userName must be a text."},
      {R"({"trigger":"UserMigration","when":{"request.password":"p"}})",
       "when has no place for request.password, which password and question compare."},
      {R"({"trigger":"PreSignUp","refuse":true})", "refuse must be a text."},
      {R"({"trigger":"PreSignUp","add_claims":{"a":1}})", "PreSignUp has no place for add_claims."},
      {R"({"trigger":["PreSignUp","PostConfirmation"],"confirm":true})", "PostConfirmation has no place for confirm."},
      {R"({"trigger":"CustomSMSSender","answer":{"a":1}})", "CustomSMSSender has no place for answer."},
      {R"({"trigger":"PreTokenGeneration","add_claims":["a"]})", "add_claims must be a table."},
      {R"({"trigger":"PreTokenGeneration","suppress_claims":"a"})", "suppress_claims must be a list of texts."},
      {R"({"trigger":"PreTokenGeneration","add_groups":[1]})", "add_groups must be a list of texts."},
      {R"({"trigger":"UserMigration","attributes":{"email":1}})", "attributes.email must be a text."},
      {R"({"trigger":"UserMigration","password":"p"})", "attributes is missing, without which nobody is migrated."},
      {R"({"trigger":"UserMigration","final_status":"confirmed"})", "final_status must be CONFIRMED or RESET_REQUIRED."},
      {R"({"trigger":"DefineAuthChallenge","question":{"text":"q"}})", "question needs a text and an answer."},
      {R"({"trigger":"DefineAuthChallenge","question":{"text":"q","answer":"a","tries":0}})",
       "question.tries must be a whole number from 1 to 1000."},
      {R"({"trigger":"DefineAuthChallenge","question":{"hint":"q"}})", "there is no member question.hint."},
      {R"({"trigger":"PreSignUp","refuse":"no","confirm":true})", "refuse stands alone, without confirm."},
  };
  for (const Bad& bad : kBad) {
    EXPECT_EQ(RefusalOfRules(R"([{"trigger":"PreSignUp"},)" + std::string(bad.rule) + "]"),
              std::string("Rule 2 of [triggers]: ") + bad.sentence)
        << bad.rule;
  }
}

TEST(ParsedRules, NameTheTriggersThatThereAre) {
  const std::string words =
      "Rule 1 of [triggers]: trigger must be one of PreSignUp, PostConfirmation, PreAuthentication, PostAuthentication, "
      "DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse, PreTokenGeneration, UserMigration, CustomMessage, "
      "CustomEmailSender, CustomSMSSender, InboundFederation, or a list of them.";
  for (const char* trigger : {R"("presignup")", "1", "[]", R"(["PreSignUp",1])"}) {
    EXPECT_EQ(RefusalOfRules(R"([{"trigger":)" + std::string(trigger) + "}]"), words) << trigger;
  }
}

TEST(ParsedRules, AreAList) {
  EXPECT_EQ(RefusalOfRules("{}"), "rules of [triggers] must be a list of tables.");
  EXPECT_EQ(RefusalOfRules("[]"), "none");
}

}  // namespace
}  // namespace rockpool::triggers

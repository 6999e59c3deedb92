// What a sign-in remembers survives its way through the store.
#include "server/sign_in/state.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::sign_in {
namespace {

TEST(SignInState, ComesBackAsItWent) {
  EXPECT_EQ(FromDocument(ToDocument(State())), State());
  State state;
  state.sign_in = "id";
  state.username = "al\"ice \u4eba";
  state.nobody = "nobody";
  state.typed = "Nobody";
  state.is_hosted = true;
  state.has_first_factor = true;
  state.has_second_factor = true;
  state.chosen = Question::EMAIL_OTP;
  state.choices = {Question::SMS_MFA, Question::SOFTWARE_TOKEN_MFA};
  state.password_digest = std::string("\x00\xfd", 2);
  state.pending_digest = "\xfc";
  state.token_digest = "\xfb";
  state.code_address = "a@example.com";
  state.code_digest = std::string("\x00\xff\x10", 3);
  state.srp_a = "AB";
  state.srp_b = std::string("\x00\x01", 2);
  state.srp_public_b = "cd";
  state.session_digest = std::string("\x00\xfa", 2);
  state.has_new_password = true;
  state.is_custom = true;
  state.results = {{"SRP_A", true}, {"CUSTOM_CHALLENGE", false, "with \"quotes\""}, {"CUSTOM_CHALLENGE", true, ""}};
  state.private_parameters = {{"", "empty name"}, {"empty value", ""}, {"sum", "2"}};
  state.challenge_metadata = "";
  state.is_enough = true;
  state.has_event = true;
  state.event_millis = 1'700'000'003'550;
  EXPECT_EQ(FromDocument(ToDocument(state)), state);
}

TEST(SignInState, IsKeptUnderTheNamesThatDatabasesHave) {
  State state;
  state.username = "alice";
  state.has_first_factor = true;
  state.choices = {Question::SMS_MFA, Question::SOFTWARE_TOKEN_MFA};
  state.code_digest = std::string("\x00\xff\x10", 3);
  state.results = {{"CUSTOM_CHALLENGE", true, ""}};
  state.challenge_metadata = "";
  state.methods = {"pwd", "otp"};
  state.target_level = 2;
  EXPECT_EQ(ToDocument(state),
            R"({"ChallengeMetadata":"","Choices":"SMS_MFA SOFTWARE_TOKEN_MFA","CodeDigest":"AP8Q","HasFirstFactor":"true",)"
            R"("Methods":"pwd otp","Results":"[\"CUSTOM_CHALLENGE\",\"true\",\"=\"]","TargetLevel":"2","Username":"alice"})");
  EXPECT_EQ(ToDocument(State()), "{}");
  EXPECT_EQ(FromDocument(ToDocument(state)), state);
}

TEST(SignInState, KnowsTheQuestionsThatItAsks) {
  EXPECT_EQ(QuestionOf("MFA_SETUP"), Question::MFA_SETUP);
  EXPECT_EQ(QuestionOf("WEB_AUTHN"), Question::WEB_AUTHN);
  EXPECT_EQ(QuestionOf("ADMIN_NO_SRP_AUTH"), std::nullopt);
  EXPECT_EQ(QuestionOf(""), std::nullopt);
  EXPECT_EQ(JsonListOf({}), "[]");
  EXPECT_EQ(JsonListOf({Question::SOFTWARE_TOKEN_MFA, Question::EMAIL_OTP}), R"(["SOFTWARE_TOKEN_MFA","EMAIL_OTP"])");
}

}  // namespace
}  // namespace rockpool::sign_in

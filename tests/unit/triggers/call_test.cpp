// What all triggers have in common, by the example of PostConfirmation and PreSignUp.
#include "server/triggers/events/call.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "server/triggers/events/sign_in_events.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/util/log.h"
#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

using support::RefusalOf;

void Confirm(const Origin& origin) { TellPostConfirmation(origin, ConfirmationSource::kConfirmSignUp, NotFound("ada"), std::nullopt); }

std::string RefusalOfCall(AskedPool& asked) {
  return RefusalOf([&] { Confirm(asked.FromClient()); });
}

std::string SdkVersionFor(const std::string& user_agent) {
  AskedPool asked;
  Confirm({asked.world, asked.pool, "client", user_agent, nullptr});
  rapidjson::Document event;
  event.Parse(asked.Event().c_str());
  return event["callerContext"]["awsSdkVersion"].GetString();
}

TEST(Call, IsNoneWhereThePoolHasNoSuchFunction) {
  AskedPool asked(R"("LambdaConfig":{"PreSignUp":"arn:a"})");
  Confirm(asked.FromClient());
  EXPECT_TRUE(asked.invocations().empty());
  EXPECT_TRUE(asked.told.empty());
}

TEST(Call, NamesTriggerSourcePoolClientAndFunction) {
  AskedPool asked;
  Confirm(asked.FromClient());
  ASSERT_EQ(asked.invocations().size(), 1U);
  const Invocation& invocation = asked.invocations().front();
  EXPECT_EQ(invocation.trigger, Trigger::kPostConfirmation);
  EXPECT_EQ(invocation.source, "PostConfirmation_ConfirmSignUp");
  EXPECT_EQ(invocation.user_pool_id, "us-east-1_Example");
  EXPECT_EQ(invocation.client_id, "client");
  EXPECT_EQ(invocation.function_arn, "arn:PostConfirmation");
  EXPECT_FALSE(invocation.is_asynchronous);
}

TEST(Call, SaysThatAnAdministratorHasNoClient) {
  AskedPool asked;
  Confirm(asked.FromAdministrator());
  EXPECT_NE(asked.Event().find(R"("callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"CLIENT_ID_NOT_APPLICABLE"})"),
            std::string::npos)
      << asked.Event();
}

TEST(Call, SaysTheVersionOfTheSdk) {
  EXPECT_EQ(SdkVersionFor("aws-sdk-js/3.241.0 ua/2.0 os/linux"), "aws-sdk-js-3.241.0");
  EXPECT_EQ(SdkVersionFor("exec-env/AWS_Lambda aws-sdk-java/2.20.43 Linux"), "aws-sdk-java-2.20.43");
  EXPECT_EQ(SdkVersionFor("aws-sdk-iOS/2.9.3 iOS/12"), "aws-sdk-ios-2.9.3");
  EXPECT_EQ(SdkVersionFor("aws-sdk-dotnet-coreclr/3.3.109.18 .NET"), "aws-sdk-dotnet-coreclr-3.3.109.18");
}

TEST(Call, SaysThatAnSdkIsNotKnown) {
  for (const char* user_agent : {"", "Mozilla/5.0 (X11)", "aws-sdk-js", "aws-sdk-js/3\x01", "aws-sdk-js/3/4", "aws-cli/2.1"}) {
    EXPECT_EQ(SdkVersionFor(user_agent), "aws-sdk-unknown-unknown") << user_agent;
  }
  EXPECT_EQ(SdkVersionFor("aws-sdk-" + std::string(100, 'a') + "/1"), "aws-sdk-unknown-unknown");
}

TEST(Call, EscapesWhatACallerSays) {
  AskedPool asked;
  AskPreSignUp(asked.FromClient(), SignUpSource::kSignUp, Submitted("a\"\n", {{"name", "\\\"\x01"}}), Given({{"\"", "\t"}}), std::nullopt);
  EXPECT_EQ(asked.Event(), Envelope("PreSignUp_SignUp", R"(a\"\n)",
                                    R"("request":{"userAttributes":{"name":"\\\"\u0001"},"validationData":{"\"":"\t"}},)"
                                    R"("response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false})"));
}

TEST(Call, TellsAnAttributeThatWasSubmittedTwiceOnce) {
  AskedPool asked;
  AskPreSignUp(asked.FromClient(), SignUpSource::kSignUp, Submitted("a", {{"name", "b"}, {"locale", "c"}, {"name", "d"}}), std::nullopt,
               std::nullopt);
  EXPECT_NE(asked.Event().find(R"("userAttributes":{"name":"d","locale":"c"})"), std::string::npos) << asked.Event();
}

TEST(Call, HandsOnWhatTheFunctionRefusesWithAndAFullStop) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kFunctionError, "Unauthorized - invalid user");
  EXPECT_EQ(RefusalOfCall(asked), "UserLambdaValidationException: PostConfirmation failed with error Unauthorized - invalid user.");
  asked.ComesTo(Outcome::Kind::kFunctionError, "Not yet!.");
  EXPECT_EQ(RefusalOfCall(asked), "UserLambdaValidationException: PostConfirmation failed with error Not yet!..");
  asked.ComesTo(Outcome::Kind::kFunctionError, "");
  EXPECT_EQ(RefusalOfCall(asked), "UserLambdaValidationException: PostConfirmation failed with error .");
}

TEST(Call, CutsAnEndlessMessageBetweenTwoCharacters) {
  AskedPool asked;
  std::string message(4'095, 'a');
  asked.ComesTo(Outcome::Kind::kFunctionError, message + "\u00fc" + std::string(1'000'000, 'b'));
  EXPECT_EQ(RefusalOfCall(asked), "UserLambdaValidationException: PostConfirmation failed with error " + message + ".");
}

TEST(Call, TellsNothingOfAMessageThatIsNoText) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kFunctionError, "no\xff");
  EXPECT_EQ(RefusalOfCall(asked), "UserLambdaValidationException: PostConfirmation failed with error .");
}

TEST(Call, SaysWhyTheFunctionCouldNotBeInvoked) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kNotInvoked, "AccessDeniedException");
  EXPECT_EQ(RefusalOfCall(asked), "UnexpectedLambdaException: PostConfirmation invocation failed due to error AccessDeniedException.");
}

TEST(Call, RefusesWhatIsNoJson) {
  AskedPool asked;
  const std::string deep(1'000'000, '[');
  for (const std::string& text : {std::string(), std::string("undefined"), std::string("{"), std::string(R"({"response":{}} x)"),
                                  std::string("{\"response\":{}}\0", 16), std::string("{\"response\":{\"\xff\":1}}"), deep}) {
    asked.ComesTo(Outcome::Kind::kAnswered, text);
    EXPECT_EQ(RefusalOfCall(asked), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON") << text.substr(0, 40);
  }
}

TEST(Call, RefusesWhatIsNoEvent) {
  AskedPool asked;
  for (const char* text :
       {"null", "1", "\"{}\"", "[]", "{}", R"({"request":{}})", R"({"response":null})", R"({"response":[]})", R"({"response":"x"})"}) {
    asked.ComesTo(Outcome::Kind::kAnswered, text);
    EXPECT_EQ(RefusalOfCall(asked), kUnrecognizable) << text;
  }
}

TEST(Call, RefusesAResponseWithAMemberThatTheTriggerHasNot) {
  AskedPool asked;
  asked.Answers(R"({"autoConfirmUser":true})");
  EXPECT_EQ(RefusalOfCall(asked), kUnrecognizable);
}

TEST(Call, MindsNothingBesideTheResponse) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kAnswered, R"({"version":7,"userName":null,"more":[[[]]],"response":{}})");
  EXPECT_EQ(RefusalOfCall(asked), kAccepted);
}

TEST(Call, TakesAnAnswerOfSixMegabytesAndNoneThatIsLonger) {
  AskedPool asked;
  constexpr std::size_t kMost = 6'291'556;
  std::string text = R"({"response":{},"request":")";
  text.append(kMost - text.size() - 2, 'a').append("\"}");
  asked.ComesTo(Outcome::Kind::kAnswered, text);
  EXPECT_EQ(RefusalOfCall(asked), kAccepted);
  asked.ComesTo(Outcome::Kind::kAnswered, text + " ");
  EXPECT_EQ(RefusalOfCall(asked),
            "UserLambdaValidationException: PostConfirmation failed with error Response payload size (6291557 bytes) exceeded maximum "
            "allowed payload size (6291556 bytes).");
}

TEST(Call, IsToldWithItsEnd) {
  AskedPool asked;
  Confirm(asked.FromClient());
  asked.ComesTo(Outcome::Kind::kSkipped, "", "--triggers=skip");
  Confirm(asked.FromClient());
  asked.ComesTo(Outcome::Kind::kNotInvoked, "ResourceNotFoundException", "Write this line.");
  RefusalOfCall(asked);
  asked.Answers("1");
  RefusalOfCall(asked);
  EXPECT_EQ(asked.told, (std::vector<std::string>{
                            "PostConfirmation passed: ", "PostConfirmation skipped: --triggers=skip",
                            "PostConfirmation refused: PostConfirmation invocation failed due to error ResourceNotFoundException. Write "
                            "this line.",
                            "PostConfirmation refused: Unrecognizable lambda output"}));
}

TEST(Call, TellsTheCallerAloneWhatRepeatsASecret) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kFunctionError, "Argos-the-dog is not 471147", "it said 471147");
  testing::internal::CaptureStderr();
  util::StartLog(util::LogLevel::kInfo, util::LogFormat::kText);
  const std::string refusal = RefusalOf([&] {
    AskVerifyAuthChallengeResponse(asked.FromClient(), Ada(asked), {{"answer", "471147"}}, "Argos-the-dog", std::nullopt);
  });
  util::StopLog();
  const std::string logged = testing::internal::GetCapturedStderr();
  EXPECT_EQ(refusal, "UserLambdaValidationException: VerifyAuthChallengeResponse failed with error Argos-the-dog is not 471147.");
  EXPECT_EQ(asked.told, std::vector<std::string>{"VerifyAuthChallengeResponse refused: VerifyAuthChallengeResponse failed with error ... "
                                                 "(13 characters) is not ... (6 characters). it said ... (6 characters)"});
  EXPECT_NE(logged.find("... (13 characters) is not ... (6 characters)"), std::string::npos) << logged;
  EXPECT_EQ(logged.find("Argos"), std::string::npos) << logged;
  EXPECT_EQ(logged.find("471147"), std::string::npos) << logged;
}

TEST(Call, ChangesNothingWhereFunctionsAreSkipped) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kSkipped, R"({"response":{"autoConfirmUser":true}})");
  EXPECT_FALSE(AskPreSignUp(asked.FromClient(), SignUpSource::kSignUp, Submitted("a", {}), std::nullopt, std::nullopt).confirms);
}

TEST(Call, IsSkippedWhereNothingCallsFunctions) {
  AskedPool asked;
  asked.world.settings.Put(Settings{});
  Confirm(asked.FromClient());
  EXPECT_TRUE(asked.invocations().empty());
  EXPECT_EQ(asked.told, std::vector<std::string>{"PostConfirmation skipped: nothing here calls functions"});
}

}  // namespace
}  // namespace rockpool::triggers

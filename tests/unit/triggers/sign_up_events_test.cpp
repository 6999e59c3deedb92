#include "server/triggers/events/sign_up_events.h"

#include <gtest/gtest.h>

#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

using support::RefusalOf;

constexpr const char* kNothingYet = R"("response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false})";

const Person kBoth = Submitted("bob", {{"email", "bob@example.com"}, {"phone_number", "+15551234567"}});

PreSignUpAnswer SignUp(AskedPool& asked, const Person& person = kBoth, SignUpSource source = SignUpSource::kSignUp) {
  return AskPreSignUp(asked.FromClient(), source, person, std::nullopt, std::nullopt);
}

std::string RefusalOfSignUp(AskedPool& asked, const std::string& response, const Person& person = kBoth) {
  asked.Answers(response);
  return RefusalOf([&] { SignUp(asked, person); });
}

std::optional<MigratedUser> Migrate(AskedPool& asked, const std::string& response) {
  asked.Answers(response);
  return AskUserMigration(asked.FromClient(), MigrationSource::kAuthentication, "bob", "secret", std::nullopt, std::nullopt);
}

constexpr const char* kNotMigrated = "UserNotFoundException: Exception migrating user in app client client";

std::string RefusalOfMigration(const std::string& response) {
  AskedPool asked;
  return RefusalOf([&] { Migrate(asked, response); });
}

TEST(PreSignUp, IsToldWhatWasSubmitted) {
  AskedPool asked;
  AskPreSignUp(asked.FromClient(), SignUpSource::kSignUp, kBoth, Given({{"captcha", "ok"}}), kTenant);
  EXPECT_EQ(asked.Event(), Envelope("PreSignUp_SignUp", "bob",
                                    std::string(R"("request":{"userAttributes":{"email":"bob@example.com","phone_number":"+15551234567"},)"
                                                R"("validationData":{"captcha":"ok"},"clientMetadata":{"tenant":"blue"}},)") +
                                        kNothingYet));
}

TEST(PreSignUp, HasNullForNoValidationDataAndNoClientMetadata) {
  AskedPool asked;
  SignUp(asked, Submitted("bob", {}));
  EXPECT_EQ(asked.Event(),
            Envelope("PreSignUp_SignUp", "bob", std::string(R"("request":{"userAttributes":{},"validationData":null},)") + kNothingYet));
}

TEST(PreSignUp, NamesItsSource) {
  AskedPool asked;
  SignUp(asked, kBoth, SignUpSource::kAdminCreateUser);
  EXPECT_EQ(asked.invocations().back().source, "PreSignUp_AdminCreateUser");
  SignUp(asked, kBoth, SignUpSource::kExternalProvider);
  EXPECT_EQ(asked.invocations().back().source, "PreSignUp_ExternalProvider");
}

TEST(PreSignUp, ConfirmsAndVerifiesAsTheFunctionSays) {
  AskedPool asked;
  asked.Answers(R"({"autoConfirmUser":true,"autoVerifyEmail":true,"autoVerifyPhone":false})");
  PreSignUpAnswer answer = SignUp(asked);
  EXPECT_TRUE(answer.confirms);
  EXPECT_TRUE(answer.verifies_email);
  EXPECT_FALSE(answer.verifies_phone);
  asked.Answers(R"({"autoVerifyPhone":true})");
  answer = SignUp(asked, kBoth, SignUpSource::kExternalProvider);
  EXPECT_FALSE(answer.confirms);
  EXPECT_FALSE(answer.verifies_email);
  EXPECT_TRUE(answer.verifies_phone);
}

TEST(PreSignUp, ConfirmsNobodyWhomAnAdministratorCreates) {
  AskedPool asked;
  asked.Answers(R"({"autoConfirmUser":true,"autoVerifyEmail":true,"autoVerifyPhone":true})");
  const PreSignUpAnswer answer = SignUp(asked, kBoth, SignUpSource::kAdminCreateUser);
  EXPECT_FALSE(answer.confirms || answer.verifies_email || answer.verifies_phone);
}

TEST(PreSignUp, ChangesNothingWhereTheAnswerSaysNothing) {
  AskedPool asked;
  for (const char* response : {"{}", R"({"autoConfirmUser":null,"autoVerifyEmail":null})"}) {
    asked.Answers(response);
    const PreSignUpAnswer answer = SignUp(asked);
    EXPECT_FALSE(answer.confirms || answer.verifies_email || answer.verifies_phone) << response;
  }
}

TEST(PreSignUp, RefusesAnswersOfAnotherShape) {
  AskedPool asked;
  for (const char* response :
       {R"({"autoConfirmUser":"true"})", R"({"autoVerifyEmail":1})", R"({"autoConfirmUser":true,"smsMessage":null})", "null", "[]"}) {
    EXPECT_EQ(RefusalOfSignUp(asked, response), kUnrecognizable) << response;
  }
}

TEST(PreSignUp, RefusesToVerifyWhatIsNotThere) {
  AskedPool asked;
  const Person nothing = Submitted("bob", {{"email", ""}, {"name", "Bob"}});
  EXPECT_EQ(RefusalOfSignUp(asked, R"({"autoVerifyEmail":true})", nothing), kUnrecognizable);
  EXPECT_EQ(RefusalOfSignUp(asked, R"({"autoVerifyPhone":true})", nothing), kUnrecognizable);
  EXPECT_EQ(RefusalOfSignUp(asked, R"({"autoConfirmUser":true,"autoVerifyEmail":false})", nothing), kAccepted);
}

TEST(PreSignUp, IsNamedInItsErrors) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kFunctionError, "no");
  EXPECT_EQ(RefusalOf([&] { SignUp(asked); }), "UserLambdaValidationException: PreSignUp failed with error no.");
}

TEST(PostConfirmation, IsToldOfTheUser) {
  AskedPool asked;
  TellPostConfirmation(asked.FromClient(), ConfirmationSource::kConfirmSignUp, Ada(asked), std::nullopt);
  EXPECT_EQ(asked.Event(), Envelope("PostConfirmation_ConfirmSignUp", "ada", std::string("\"request\":{") + kAda + R"(},"response":{})"));
  TellPostConfirmation(asked.FromClient(), ConfirmationSource::kConfirmForgotPassword, Ada(asked), kTenant);
  EXPECT_EQ(asked.Event(), Envelope("PostConfirmation_ConfirmForgotPassword", "ada",
                                    std::string("\"request\":{") + kAda + R"(,"clientMetadata":{"tenant":"blue"}},"response":{})"));
}

constexpr const char* kNobodyYet =
    R"("response":{"userAttributes":null,"forceAliasCreation":null,"enableSMSMFA":null,"finalUserStatus":null,)"
    R"("messageAction":null,"desiredDeliveryMediums":null})";

TEST(UserMigration, IsToldNameAndPasswordAsTheyWereTyped) {
  AskedPool asked;
  AskUserMigration(asked.FromClient(), MigrationSource::kAuthentication, "Bob@Example.com", "pass word", kTenant, std::nullopt);
  EXPECT_EQ(
      asked.Event(),
      EnvelopeWithSourceInFront(
          "1", "UserMigration_Authentication", "Bob@Example.com",
          std::string(R"("request":{"password":"pass word","validationData":{"tenant":"blue"},"userAttributes":null},)") + kNobodyYet));
}

TEST(UserMigration, OfAForgottenPasswordHasNone) {
  AskedPool asked;
  AskUserMigration(asked.FromClient(), MigrationSource::kForgotPassword, "bob", std::nullopt, std::nullopt, kTenant);
  EXPECT_EQ(
      asked.Event(),
      EnvelopeWithSourceInFront(
          "1", "UserMigration_ForgotPassword", "bob",
          std::string(R"("request":{"validationData":null,"userAttributes":null,"clientMetadata":{"tenant":"blue"}},)") + kNobodyYet));
}

TEST(UserMigration, BringsTheUserWhomTheFunctionKnows) {
  AskedPool asked;
  const auto user = Migrate(asked, R"({"userAttributes":{"email":"b@example.com","email_verified":"true"},"forceAliasCreation":true,)"
                                   R"("enableSMSMFA":true,"finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS",)"
                                   R"("desiredDeliveryMediums":["EMAIL","SMS"]})");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->attributes, (std::vector<api::AttributeType>{{"email", "b@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(user->final_status, api::UserStatusType::CONFIRMED);
  EXPECT_TRUE(user->suppresses_message);
  EXPECT_EQ(user->media, (std::vector<api::DeliveryMediumType>{api::DeliveryMediumType::EMAIL, api::DeliveryMediumType::SMS}));
  EXPECT_TRUE(user->forces_alias);
  EXPECT_TRUE(user->enables_sms_mfa);
}

TEST(UserMigration, LeavesToThePoolWhatTheFunctionDoesNotSay) {
  AskedPool asked;
  const auto user = Migrate(asked, R"({"userAttributes":{"email":"b@example.com"},"finalUserStatus":null})");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->final_status, std::nullopt);
  EXPECT_FALSE(user->suppresses_message);
  EXPECT_TRUE(user->media.empty());
  EXPECT_FALSE(user->forces_alias);
  EXPECT_FALSE(user->enables_sms_mfa);
  for (const char* status : {"RESET_REQUIRED", "FORCE_CHANGE_PASSWORD", "UNCONFIRMED"}) {
    const std::string response = std::string(R"({"userAttributes":{"name":"B"},"finalUserStatus":")") + status + "\"}";
    EXPECT_EQ(Migrate(asked, response).value().final_status, api::UserStatusType::RESET_REQUIRED) << status;
  }
}

TEST(UserMigration, FindsNobodyInAnEmptyAnswer) {
  AskedPool asked;
  for (const char* response : {"{}", R"({"userAttributes":null})", R"({"userAttributes":null,"finalUserStatus":null})"}) {
    EXPECT_FALSE(Migrate(asked, response)) << response;
  }
}

TEST(UserMigration, FindsSomebodyInAnAnswerThatLacksTheAttributesAlone) {
  AskedPool asked;
  for (const char* response : {R"({"userAttributes":{}})", R"({"finalUserStatus":"CONFIRMED"})"}) {
    const auto user = Migrate(asked, response);
    ASSERT_TRUE(user) << response;
    EXPECT_TRUE(user->attributes.empty()) << response;
  }
}

TEST(UserMigration, FindsNobodyWhereThePoolHasNoFunction) {
  AskedPool asked(R"("LambdaConfig":{})");
  EXPECT_FALSE(Migrate(asked, R"({"userAttributes":{"email":"b@example.com"}})"));
  EXPECT_TRUE(asked.invocations().empty());
}

TEST(UserMigration, RefusesAnswersOfAnotherShape) {
  for (const char* rest : {R"("finalUserStatus":"confirmed")", R"("finalUserStatus":"")", R"("messageAction":"suppress")",
                           R"("desiredDeliveryMediums":"EMAIL")", R"("desiredDeliveryMediums":["PIGEON"])",
                           R"("forceAliasCreation":"true")", R"("enableSMSMFA":0)", R"("password":"x")"}) {
    EXPECT_EQ(RefusalOfMigration(std::string(R"({"userAttributes":{"email":"b@example.com"},)") + rest + "}"), kNotMigrated) << rest;
  }
  for (const char* response : {R"({"userAttributes":[]})", R"({"userAttributes":{"email_verified":true}})", "null"}) {
    EXPECT_EQ(RefusalOfMigration(response), kNotMigrated) << response;
  }
}

TEST(UserMigration, TellsTheCallerOfAFunctionThatCannotBeCalledAsOfAUserWhoCannotBeMigrated) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kNotInvoked, "AccessDeniedException");
  EXPECT_EQ(
      RefusalOf([&] { AskUserMigration(asked.FromClient(), MigrationSource::kAuthentication, "bob", "x", std::nullopt, std::nullopt); }),
      kNotMigrated);
  ASSERT_EQ(asked.told.size(), 1U);
  EXPECT_EQ(asked.told[0], "UserMigration refused: UserMigration invocation failed due to error AccessDeniedException.")
      << "the trace has the reason";
}

TEST(UserMigration, SaysWhatTheFunctionThrows) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kFunctionError, "Bad password");
  EXPECT_EQ(
      RefusalOf([&] { AskUserMigration(asked.FromClient(), MigrationSource::kAuthentication, "bob", "x", std::nullopt, std::nullopt); }),
      "UserLambdaValidationException: UserMigration failed with error Bad password.");
}

}  // namespace
}  // namespace rockpool::triggers

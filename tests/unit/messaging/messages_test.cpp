#include "server/messaging/messages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/accounts/pools.h"

namespace rockpool::messaging {
namespace {

using accounts::kNow;
using accounts::PoolOf;
using accounts::UserOf;

const Destination kEmail = DestinationOf("email", "ada@example.com");
const Destination kPhone = DestinationOf("phone_number", "+15551234567");

constexpr MessagePurpose kVerifications[] = {MessagePurpose::kSignUp, MessagePurpose::kResendCode, MessagePurpose::kForgotPassword,
                                             MessagePurpose::kUpdateUserAttribute, MessagePurpose::kVerifyUserAttribute};

storage::Message Composed(const std::string& settings, const Destination& destination, const Letter& letter) {
  const pools::PoolInUse pool = PoolOf(settings);
  return Compose(pool, UserOf(pool, "ada"), destination, letter, kNow);
}

Letter CodeFor(MessagePurpose purpose) { return {purpose, "client", "123456", "", ""}; }
Letter Invitation(const std::string& password) { return {MessagePurpose::kAdminCreateUser, "", "", password, ""}; }

TEST(Masking, ShowsTheFirstCharactersOfAnEmailAddress) {
  const auto masked = [](const std::string& address) { return Shown(DestinationOf("email", address)).Destination; };
  EXPECT_EQ(masked("foo@example.com"), "f***@e***");
  EXPECT_EQ(masked("f@e.co"), "f***@e***");
  EXPECT_EQ(masked("\u00fc@\u4eba.example"), "\u00fc***@\u4eba***");
  EXPECT_EQ(masked("a\u0301b@example.com"), "a***@e***");
  EXPECT_EQ(masked(""), "***@***");
}

TEST(Masking, ShowsThePlusSignAndTheLastFourDigitsOfAPhoneNumber) {
  const auto masked = [](const std::string& number) { return Shown(DestinationOf("phone_number", number)).Destination; };
  EXPECT_EQ(masked("+12345679934"), "+*******9934");
  EXPECT_EQ(masked("+15551"), "+*5551");
  EXPECT_EQ(masked("+1555"), "+1555");
  EXPECT_EQ(masked(""), "");
}

TEST(Masking, TellsMediumAndAttribute) {
  EXPECT_EQ(Shown(kEmail).DeliveryMedium, api::DeliveryMediumType::EMAIL);
  EXPECT_EQ(Shown(kEmail).AttributeName, "email");
  EXPECT_EQ(Shown(kPhone).DeliveryMedium, api::DeliveryMediumType::SMS);
  EXPECT_EQ(Shown(kPhone).AttributeName, "phone_number");
}

TEST(Message, SaysWhoseItIsAndWhatFor) {
  const storage::Message message = Composed("{}", kEmail, CodeFor(MessagePurpose::kForgotPassword));
  EXPECT_EQ(message.user_pool_id, "us-east-1_Example");
  EXPECT_EQ(message.client_id, "client");
  EXPECT_EQ(message.username, "ada");
  EXPECT_EQ(message.purpose, "CustomMessage_ForgotPassword");
  EXPECT_EQ(message.medium, "EMAIL");
  EXPECT_EQ(message.destination, "ada@example.com");
  EXPECT_EQ(message.code, "123456");
  EXPECT_EQ(message.temporary_password, "");
  EXPECT_EQ(message.link, "");
  EXPECT_EQ(message.sent_millis, kNow);
}

TEST(Message, SaysByWhatAWSWouldSendIt) {
  const auto via = [](const std::string& settings, const Destination& destination) {
    return Composed(settings, destination, CodeFor(MessagePurpose::kSignUp)).via;
  };
  EXPECT_EQ(via("{}", kEmail), "COGNITO");
  EXPECT_EQ(via(R"({"EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"}})", kEmail), "COGNITO");
  EXPECT_EQ(via(R"({"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER"}})", kEmail), "SES");
  EXPECT_EQ(via(R"({"SmsConfiguration":{"SnsCallerArn":"arn:a"}})", kPhone), "SNS");
  EXPECT_EQ(via(R"({"SmsConfiguration":{"SnsCallerArn":"arn:a","EumsSms":{"CallerArn":"arn:b"}}})", kPhone), "EUM_SMS");
  const std::string functions = R"({"LambdaConfig":{"CustomSMSSender":{"LambdaVersion":"V1_0","LambdaArn":"arn:c"},"KMSKeyID":"arn:d"}})";
  EXPECT_EQ(via(functions, kPhone), "LAMBDA");
  EXPECT_EQ(via(functions, kEmail), "COGNITO");
}

TEST(Message, HasThePurposeOfItsTrigger) {
  const std::vector<std::pair<MessagePurpose, std::string>> purposes = {{MessagePurpose::kSignUp, "SignUp"},
                                                                        {MessagePurpose::kResendCode, "ResendCode"},
                                                                        {MessagePurpose::kForgotPassword, "ForgotPassword"},
                                                                        {MessagePurpose::kAdminCreateUser, "AdminCreateUser"},
                                                                        {MessagePurpose::kUpdateUserAttribute, "UpdateUserAttribute"},
                                                                        {MessagePurpose::kVerifyUserAttribute, "VerifyUserAttribute"},
                                                                        {MessagePurpose::kAuthentication, "Authentication"}};
  for (const auto& [purpose, text] : purposes) {
    EXPECT_EQ(ToText(purpose), "CustomMessage_" + text);
  }
}

TEST(Message, IsInAWSsWordsWhereThePoolHasNone) {
  for (const MessagePurpose purpose : kVerifications) {
    EXPECT_EQ(Composed("{}", kEmail, CodeFor(purpose)).body, "Your verification code is 123456. ");
    EXPECT_EQ(Composed("{}", kEmail, CodeFor(purpose)).subject, "Your verification code");
    EXPECT_EQ(Composed("{}", kPhone, CodeFor(purpose)).body, "Your verification code is 123456. ");
    EXPECT_EQ(Composed("{}", kPhone, CodeFor(purpose)).subject, "");
  }
  EXPECT_EQ(Composed("{}", kPhone, CodeFor(MessagePurpose::kAuthentication)).body, "Your authentication code is 123456. ");
  EXPECT_EQ(Composed("{}", kEmail, CodeFor(MessagePurpose::kAuthentication)).subject, "Your authentication code");
  EXPECT_EQ(Composed("{}", kPhone, Invitation("Secret-1")).body, "Your username is ada and temporary password is Secret-1. ");
  EXPECT_EQ(Composed("{}", kEmail, Invitation("Secret-1")).subject, "Your temporary password");
  EXPECT_EQ(Composed("{}", kEmail, Invitation("")).body, "Your username is ada. ");
}

TEST(Message, VerifiesInTheWordsOfThePoolsTemplate) {
  const std::string settings =
      R"({"SmsVerificationMessage":"old {####}","EmailVerificationMessage":"old {####}","EmailVerificationSubject":"old",)"
      R"("VerificationMessageTemplate":{"SmsMessage":"text {####}","EmailMessage":"mail {####}","EmailSubject":"subject"}})";
  for (const MessagePurpose purpose : kVerifications) {
    EXPECT_EQ(Composed(settings, kPhone, CodeFor(purpose)).body, "text 123456");
    EXPECT_EQ(Composed(settings, kEmail, CodeFor(purpose)).body, "mail 123456");
    EXPECT_EQ(Composed(settings, kEmail, CodeFor(purpose)).subject, "subject");
  }
}

TEST(Message, VerifiesInTheWordsOfTheOlderMembersWhereThereIsNoTemplate) {
  const std::string settings =
      R"({"SmsVerificationMessage":"text {####}","EmailVerificationMessage":"mail {####}","EmailVerificationSubject":"subject"})";
  EXPECT_EQ(Composed(settings, kPhone, CodeFor(MessagePurpose::kSignUp)).body, "text 123456");
  EXPECT_EQ(Composed(settings, kEmail, CodeFor(MessagePurpose::kSignUp)).body, "mail 123456");
  EXPECT_EQ(Composed(settings, kEmail, CodeFor(MessagePurpose::kSignUp)).subject, "subject");
}

TEST(Message, AuthenticatesInTheWordsOfThePool) {
  pools::PoolInUse pool = PoolOf(R"({"SmsAuthenticationMessage":"text {####}"})");
  pool.factors.EmailMfaConfiguration.emplace();
  pool.factors.EmailMfaConfiguration->Message = "mail {####}";
  pool.factors.EmailMfaConfiguration->Subject = "subject";
  const auto user = UserOf(pool, "ada");
  EXPECT_EQ(Compose(pool, user, kPhone, CodeFor(MessagePurpose::kAuthentication), kNow).body, "text 123456");
  EXPECT_EQ(Compose(pool, user, kEmail, CodeFor(MessagePurpose::kAuthentication), kNow).body, "mail 123456");
  EXPECT_EQ(Compose(pool, user, kEmail, CodeFor(MessagePurpose::kAuthentication), kNow).subject, "subject");
}

TEST(Message, InvitesInTheWordsOfThePool) {
  const std::string settings =
      R"({"AdminCreateUserConfig":{"InviteMessageTemplate":{"SMSMessage":"{username}: {####}","EmailMessage":"{####} {####} {username}",)"
      R"("EmailSubject":"subject"}}})";
  EXPECT_EQ(Composed(settings, kPhone, Invitation("Secret-1")).body, "ada: Secret-1");
  EXPECT_EQ(Composed(settings, kEmail, Invitation("Secret-1")).body, "Secret-1 Secret-1 ada");
  EXPECT_EQ(Composed(settings, kEmail, Invitation("Secret-1")).subject, "subject");
  EXPECT_EQ(Composed(settings, kEmail, Invitation("Secret-1")).temporary_password, "Secret-1");
}

TEST(Message, NamesTheUserByTheAddressInPoolsThatDo) {
  EXPECT_EQ(Composed(R"({"UsernameAttributes":["email"]})", kEmail, Invitation("Secret-1")).body,
            "Your username is ada@example.com and temporary password is Secret-1. ");
}

TEST(Message, TakesNoPartOfAPasswordOrANameForAPlace) {
  EXPECT_EQ(Composed("{}", kPhone, Invitation("{username}{####}")).body,
            "Your username is ada and temporary password is {username}{####}. ");
  const pools::PoolInUse pool = PoolOf("{}");
  EXPECT_EQ(Compose(pool, UserOf(pool, "{####}{username}"), kPhone, Invitation("Secret-1"), kNow).body,
            "Your username is {####}{username} and temporary password is Secret-1. ");
}

TEST(Message, EscapesNamesInEmailsWhichAreHtml) {
  const pools::PoolInUse pool = PoolOf("{}");
  const accounts::User user = UserOf(pool, R"(<b title="1">&'{####})");
  EXPECT_EQ(Compose(pool, user, kEmail, Invitation("<S3cret>"), kNow).body,
            "Your username is &lt;b title=&quot;1&quot;&gt;&amp;&#39;{####} and temporary password is <S3cret>. ");
  EXPECT_EQ(Compose(pool, user, kPhone, Invitation("<S3cret>"), kNow).body,
            R"(Your username is <b title="1">&'{####} and temporary password is <S3cret>. )");
}

TEST(Message, LeavesOtherBracesAlone) {
  EXPECT_EQ(Composed(R"({"SmsVerificationMessage":"{ {{####}} {user} {###} {"})", kPhone, CodeFor(MessagePurpose::kSignUp)).body,
            "{ {123456} {user} {###} {");
}

const std::string kByLink =
    R"({"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK","EmailMessageByLink":"Go {##here & now##}!",)"
    R"("EmailSubjectByLink":"link","EmailMessage":"mail {####}","EmailSubject":"subject"}})";

Letter LinkFor(MessagePurpose purpose) { return {purpose, "client", "123456", "", "https://shop.example.com"}; }

TEST(Link, StandsInTheMessageThatConfirmsASignUp) {
  for (const MessagePurpose purpose : {MessagePurpose::kSignUp, MessagePurpose::kResendCode}) {
    const storage::Message message = Composed(kByLink, kEmail, LinkFor(purpose));
    EXPECT_EQ(message.link, "https://shop.example.com/confirmUser?client_id=client&user_name=ada&confirmation_code=123456");
    EXPECT_EQ(message.body,
              "Go <a href=\"https://shop.example.com/confirmUser?client_id=client&amp;user_name=ada&amp;"
              "confirmation_code=123456\">here & now</a>!");
    EXPECT_EQ(message.subject, "link");
    EXPECT_EQ(message.code, "123456");
  }
}

TEST(Link, HasAWordingOfItsOwnWhereThePoolHasNone) {
  const storage::Message message =
      Composed(R"({"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"}})", kEmail, LinkFor(MessagePurpose::kSignUp));
  EXPECT_EQ(message.subject, "Your verification link");
  EXPECT_TRUE(message.body.starts_with("Please click the link below to verify your email address. <a href=\"https://shop.example.com/"));
  EXPECT_TRUE(message.body.ends_with("\">Verify Email</a> "));
}

TEST(Link, StandsInNoOtherMessage) {
  for (const MessagePurpose purpose :
       {MessagePurpose::kForgotPassword, MessagePurpose::kUpdateUserAttribute, MessagePurpose::kVerifyUserAttribute}) {
    EXPECT_EQ(Composed(kByLink, kEmail, LinkFor(purpose)).body, "mail 123456");
    EXPECT_EQ(Composed(kByLink, kEmail, LinkFor(purpose)).link, "");
  }
  EXPECT_EQ(Composed(kByLink, kPhone, LinkFor(MessagePurpose::kSignUp)).link, "");
  EXPECT_EQ(Composed(kByLink, kEmail, CodeFor(MessagePurpose::kSignUp)).body, "mail 123456") << "the pool has no domain";
}

TEST(Link, CarriesAnyName) {
  const pools::PoolInUse pool = PoolOf(kByLink);
  const storage::Message message = Compose(pool, UserOf(pool, "a&\"<\\1>"), kEmail, LinkFor(MessagePurpose::kSignUp), kNow);
  EXPECT_EQ(message.link, "https://shop.example.com/confirmUser?client_id=client&user_name=a%26%22%3C%5C1%3E&confirmation_code=123456");
  EXPECT_NE(message.body.find("user_name=a%26%22%3C%5C1%3E&amp;"), std::string::npos) << message.body;
}

}  // namespace
}  // namespace rockpool::messaging

// The calls of sign-up and recovery as the hosted pages make them: without a secret hash, and with forms that no model was asked about.
#include <gtest/gtest.h>

#include "server/sign_up/calls.h"
#include "tests/operations/sign_up/sign_up_pool.h"
#include "tests/support/refusal.h"

namespace rockpool::support {
namespace {

using sign_up::By;

constexpr const char* kNewPassword = "New-Passw0rd";
constexpr const char* kNoHash = "is configured with secret but SECRET_HASH was not received";
constexpr const char* kNamePattern =
    "InvalidParameterException: 1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular "
    R"(expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+)";

class HostedSignUp : public testing::Test {
 protected:
  api::SignUpRequest Form(const std::string& username = "ada", const std::string& password = kPassword) const {
    api::SignUpRequest form;
    form.ClientId = pool.client();
    form.Username = username;
    form.Password = password;
    form.UserAttributes.emplace().push_back({"email", "ada@example.com"});
    return form;
  }
  template <class Request>
  Request For(const std::string& username = "ada") const {
    Request form;
    form.ClientId = pool.client();
    form.Username = username;
    return form;
  }
  api::SignUpResponse SignUp(const api::SignUpRequest& form) { return sign_up::SignUp(service.world(), {}, form, By::kHostedPage); }
  void Confirm(const std::string& code) {
    auto form = For<api::ConfirmSignUpRequest>();
    form.ConfirmationCode = code;
    sign_up::ConfirmSignUp(service.world(), {}, form, By::kHostedPage);
  }
  std::string Refusal(const api::SignUpRequest& form) {
    return RefusalOf([&] { SignUp(form); });
  }

  TestService service;
  SignUpPool pool{service, {.client = R"("GenerateSecret":true)"}};
};

TEST_F(HostedSignUp, NeedsNoSecretHashFromTheFirstCallToTheLast) {
  const api::SignUpResponse signed_up = SignUp(Form());
  EXPECT_FALSE(signed_up.UserConfirmed);
  EXPECT_EQ(signed_up.CodeDeliveryDetails->AttributeName, "email");
  const auto resent = sign_up::ResendConfirmationCode(service.world(), {}, For<api::ResendConfirmationCodeRequest>(), By::kHostedPage);
  EXPECT_EQ(resent.CodeDeliveryDetails->Destination, signed_up.CodeDeliveryDetails->Destination);
  Confirm(LastCodeOf(service, pool.id()));
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "CONFIRMED");
  sign_up::ForgotPassword(service.world(), {}, For<api::ForgotPasswordRequest>(), By::kHostedPage);
  auto form = For<api::ConfirmForgotPasswordRequest>();
  form.ConfirmationCode = LastCodeOf(service, pool.id());
  form.Password = kNewPassword;
  sign_up::ConfirmForgotPassword(service.world(), {}, form, By::kHostedPage);
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "CONFIRMED");
}

TEST_F(HostedSignUp, LeavesApplicationsWithTheirSecretHash) {
  const auto refused = [&](const auto& call) { return RefusalOf(call).find(kNoHash) != std::string::npos; };
  const world::World& world = service.world();
  EXPECT_TRUE(refused([&] { sign_up::SignUp(world, {}, Form(), By::kApplication); }));
  SignUp(Form());
  EXPECT_TRUE(refused([&] { sign_up::ConfirmSignUp(world, {}, For<api::ConfirmSignUpRequest>(), By::kApplication); }));
  EXPECT_TRUE(refused([&] { sign_up::ResendConfirmationCode(world, {}, For<api::ResendConfirmationCodeRequest>(), By::kApplication); }));
  EXPECT_TRUE(refused([&] { sign_up::ForgotPassword(world, {}, For<api::ForgotPasswordRequest>(), By::kApplication); }));
  EXPECT_TRUE(refused([&] { sign_up::ConfirmForgotPassword(world, {}, For<api::ConfirmForgotPasswordRequest>(), By::kApplication); }));
}

TEST_F(HostedSignUp, RefusesAsTheApiDoes) {
  EXPECT_EQ(Refusal(Form("ada", "short")), "InvalidPasswordException: Password did not conform with policy: Password not long enough");
  SignUp(Form());
  EXPECT_EQ(Refusal(Form()), "UsernameExistsException: User already exists");
  EXPECT_EQ(RefusalOf([&] { Confirm("000000x"); }), kWrongCode);
}

TEST_F(HostedSignUp, HoldsFormsToTheModel) {
  EXPECT_EQ(Refusal(Form("two words")), kNamePattern);
  EXPECT_EQ(
      Refusal(Form(std::string(129, 'a'))),
      "InvalidParameterException: 1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length "
      "less than or equal to 128");
  EXPECT_NE(Refusal(Form("")).find("Member must have length greater than or equal to 1"), std::string::npos);
  EXPECT_EQ(Refusal(Form("ada", " Corr3ct-horse")),
            "InvalidParameterException: 1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy "
            "regular expression pattern: ^[\\S]+.*[\\S]+$");
  EXPECT_NE(Refusal(Form("ada", "Corr3ct-horse ")).find("Value at 'password' failed to satisfy constraint"), std::string::npos);
  EXPECT_NE(Refusal(Form("ada", std::string(257, 'a'))).find("less than or equal to 256"), std::string::npos);
  EXPECT_NE(RefusalOf([&] { Confirm("1 2"); }).find("Value at 'confirmationCode'"), std::string::npos);
  api::SignUpRequest form = Form();
  form.UserAttributes->push_back({"name", std::string(2049, 'a')});
  EXPECT_NE(Refusal(form).find("Value at 'userAttributes.2.member.value'"), std::string::npos);
  EXPECT_EQ(Refusal(Form(std::string(128, 'a'))), "accepted");
  EXPECT_EQ(Refusal(Form("ada", "Corr3ct horse-1")), "accepted") << "blanks may stand inside";
}

TEST_F(HostedSignUp, TellsAllThatIsWrongWithAFormAtOnce) {
  EXPECT_TRUE(
      Refusal(Form("two words", "Corr3ct-horse ")).starts_with("InvalidParameterException: 2 validation errors detected: Value at"));
}

}  // namespace
}  // namespace rockpool::support

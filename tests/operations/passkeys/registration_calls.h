// The calls by which a user registers passkeys, in a pool that allows them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "server/crypto/base64.h"
#include "tests/operations/tokens/token_pool.h"
#include "tests/support/passkeys.h"

namespace rockpool::support {

inline constexpr const char* kPasskeysAllowed = R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})";
inline constexpr const char* kNotEnabled = "WebAuthnNotEnabledException: Passkeys are not enabled for the user pool.";
inline constexpr const char* kNotValid = "InvalidParameterException: Credential data is not valid";
inline constexpr const char* kNoChallenge = "WebAuthnChallengeNotFoundException: The registration challenge has expired.";
inline constexpr const char* kNoMorePasskeys = "LimitExceededException: User has reached the maximum number of passkeys.";

// The relying party is example.com, the user "ada".
class RegistrationTest : public testing::Test {
 protected:
  explicit RegistrationTest(std::string_view of_pool = kPasskeysAllowed) : pool(service, of_pool) {
    access_token = TokenOf(service, pool.client(), "ada");
  }

  void SetParty(std::string_view configuration) {
    EXPECT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"OFF","WebAuthnConfiguration":{)" + std::string(configuration) + "}"),
              kOk);
  }
  Answer Start() { return pool.CallBy(access_token, "StartWebAuthnRegistration"); }
  // What an answer of Start is about, at the relying party's own page.
  static Ceremony CeremonyOf(const Answer& started) {
    const std::string party = started.TextAt("CredentialCreationOptions.rp.id");
    return {.challenge = started.TextAt("CredentialCreationOptions.challenge"),
            .relying_party_id = party,
            .origin = (party == "localhost" ? "http://" : "https://") + party};
  }
  Answer Complete(const std::string& credential) {
    return pool.CallBy(access_token, "CompleteWebAuthnRegistration", R"("Credential":)" + credential);
  }
  std::string TryComplete(const std::string& credential) { return OutcomeOf(Complete(credential)); }
  // The outcome of both calls.
  std::string Register(const Device& device) {
    const Answer started = Start();
    return started.status == 200 ? TryComplete(device.Register(CeremonyOf(started)).Json()) : OutcomeOf(started);
  }
  static Device DeviceNamed(std::string id) {
    Device device;
    device.id = std::move(id);
    return device;
  }
  Answer List(std::string_view members = "") { return pool.CallBy(access_token, "ListWebAuthnCredentials", members); }
  // The ids that are listed, decoded, with blanks between them.
  static std::string IdsIn(const Answer& listed) {
    std::string ids;
    for (const auto& credential : listed.At("Credentials").GetArray()) {
      ids += (ids.empty() ? "" : " ") + crypto::Base64UrlDecode(credential["CredentialId"].GetString()).value_or("?");
    }
    return ids;
  }
  std::string Delete(std::string_view id) {
    return pool.TryBy(access_token, "DeleteWebAuthnCredential", TextMember("CredentialId", crypto::Base64UrlEncode(id)));
  }

  TestService service;
  TokenPool pool;
  std::string access_token;
};

// The same where the pool names its relying party.
class ConfiguredRegistrationTest : public RegistrationTest {
 protected:
  ConfiguredRegistrationTest() { SetParty(R"("RelyingPartyId":"example.com")"); }
};

}  // namespace rockpool::support

// A pool with an app client and providers through which people sign in.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "tests/operations/users/users.h"
#include "tests/support/federated_users.h"

namespace rockpool::federation {

using support::kOk;
using support::Said;

inline constexpr const char* kOidcDetails =
    R"("ProviderDetails":{"client_id":"c","client_secret":"s","attributes_request_method":"GET","oidc_issuer":"https://okta.example.com",)"
    R"("authorize_scopes":"openid","authorize_url":"https://okta.example.com/a","token_url":"https://okta.example.com/t",)"
    R"("attributes_url":"https://okta.example.com/u","jwks_uri":"https://okta.example.com/j"})";
inline constexpr const char* kGoogleDetails = R"("ProviderDetails":{"client_id":"c","client_secret":"s","authorize_scopes":"openid"})";

class ProvidersPool : public support::UsersPool {
 public:
  explicit ProvidersPool(support::TestService& service, std::string_view more = "") : UsersPool(service, more), service_(service) {}

  // `mapping` is like R"("email":"mail")".
  void AddOkta(const std::string& mapping = "") const { AddProvider("Okta", "OIDC", kOidcDetails, mapping); }
  void AddGoogle(const std::string& mapping = "") const { AddProvider("Google", "Google", kGoogleDetails, mapping); }
  void Map(const std::string& provider, const std::string& mapping) const {
    EXPECT_EQ(Try("UpdateIdentityProvider", R"("ProviderName":")" + provider + R"(","AttributeMapping":{)" + mapping + "}"), kOk);
  }

  // As JSON members of CreateUserPoolClient, for the client of the sign-ins that follow.
  void UseClient(const std::string& more) {
    client_ = Call("CreateUserPoolClient", R"("ClientName":"client",)" + more).TextAt("UserPoolClient.ClientId");
  }
  const std::string& client() {
    if (client_.empty()) {
      client_ = AddClient();
    }
    return client_;
  }

  support::FederatedSignIn SignIn(std::string_view provider, const Claims& claims) {
    return support::SignInThrough(service_, client(), provider, claims);
  }
  // "" of one that is not refused.
  std::string Refusal(std::string_view provider, const Claims& claims) { return SignIn(provider, claims).refusal; }
  std::string UsernameOf(std::string_view provider, const Claims& claims) {
    const support::FederatedSignIn done = SignIn(provider, claims);
    EXPECT_EQ(done.refusal, "");
    return done.user.username();
  }
  // Everything but `identities` of AttributesOf.
  std::string MappedOf(std::string_view name) const {
    std::string all = AttributesOf(name);
    const auto begin = all.find("identities=");
    if (begin == std::string::npos) {
      return all;
    }
    const auto end = all.find(']', begin) + 1;
    return all.substr(0, begin) + (end < all.size() ? all.substr(end + 1) : "");
  }

  std::string Link(const std::string& username, const std::string& provider, const std::string& value,
                   const std::string& attribute = "Cognito_Subject") const {
    return Try("AdminLinkProviderForUser", R"("DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":")" + username +
                                               R"("},"SourceUser":{"ProviderName":")" + provider + R"(","ProviderAttributeName":")" +
                                               attribute + R"(","ProviderAttributeValue":")" + value + R"("})");
  }
  std::string Unlink(const std::string& provider, const std::string& value, const std::string& attribute = "Cognito_Subject") const {
    return Try("AdminDisableProviderForUser", R"("User":{"ProviderName":")" + provider + R"(","ProviderAttributeName":")" + attribute +
                                                  R"(","ProviderAttributeValue":")" + value + R"("})");
  }

 private:
  void AddProvider(const std::string& name, const std::string& type, const std::string& details, const std::string& mapping) const {
    EXPECT_EQ(Try("CreateIdentityProvider", R"("ProviderName":")" + name + R"(","ProviderType":")" + type + R"(",)" + details +
                                                R"(,"AttributeMapping":{)" + mapping + "}"),
              kOk);
  }

  support::TestService& service_;
  std::string client_;
};

}  // namespace rockpool::federation

// A pool with a user, two providers, and the calls about links between them.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/users/users.h"
#include "tests/support/federated_users.h"

namespace rockpool::support {

// A person at a provider as requests name him, or a user of the pool; what is empty is left out.
inline std::string ProviderUser(std::string_view provider, std::string_view value, std::string_view attribute = "Cognito_Subject") {
  std::string members;
  for (const auto& [name, text] : {std::pair<std::string_view, std::string_view>{"ProviderName", provider},
                                   {"ProviderAttributeName", attribute},
                                   {"ProviderAttributeValue", value}}) {
    members = JoinedMembers(members, text.empty() ? "" : TextMember(name, text));
  }
  return "{" + members + "}";
}

class LinksPool : public UsersPool {
 public:
  explicit LinksPool(TestService& service, std::string_view more = "") : UsersPool(service, more), service_(service) {
    Add("ada");
    CreateProvider("Google", "Google", R"("client_id":"c","client_secret":"s","authorize_scopes":"openid")");
    CreateProvider("Okta", "OIDC",
                   R"("client_id":"c","client_secret":"s","attributes_request_method":"GET","oidc_issuer":"https://o.example.com",)"
                   R"("authorize_scopes":"openid","authorize_url":"https://o.example.com/a","token_url":"https://o.example.com/t",)"
                   R"("attributes_url":"https://o.example.com/u","jwks_uri":"https://o.example.com/j")");
  }

  Answer Link(const std::string& destination, const std::string& source) const {
    return Call("AdminLinkProviderForUser", R"("DestinationUser":)" + destination + R"(,"SourceUser":)" + source);
  }
  // To the user ada.
  std::string TryLink(const std::string& source) const { return OutcomeOf(Link(ProviderUser("Cognito", "ada"), source)); }
  std::string TryDisable(const std::string& user) const { return Try("AdminDisableProviderForUser", R"("User":)" + user); }

  // The user as whom that subject signs in.
  std::string SignIn(const std::string& provider, const std::string& subject) {
    if (client_.empty()) {
      client_ = AddClient();
    }
    return SignInThrough(service_, client_, provider, Said(subject)).user.username();
  }

 private:
  void CreateProvider(const std::string& name, const std::string& type, const std::string& details) const {
    EXPECT_EQ(Try("CreateIdentityProvider", TextMember("ProviderName", name) + "," + TextMember("ProviderType", type) +
                                                R"(,"ProviderDetails":{)" + details + R"(},"AttributeMapping":{"email":"email"})"),
              kOk);
  }

  TestService& service_;
  std::string client_;
};

}  // namespace rockpool::support

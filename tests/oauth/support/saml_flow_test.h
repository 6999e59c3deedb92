// A test of sign-in through a SAML provider: the browser carries the messages, which the test makes.
#pragma once

#include <string>
#include <string_view>

#include "tests/oauth/support/federation_test.h"
#include "tests/support/saml_responses.h"

namespace rockpool::support {

class SamlFlowTest : public FederationTest {
 protected:
  // The SAML provider "Okta" is in `pool`, of the metadata of https://idp.example/entity, and `client` has it beside COGNITO and Corp.
  SamlFlowTest();

  // More ProviderDetails: `"IDPInit":"true"`.
  void CreateSaml(std::string_view name, std::string_view entity_id, std::string_view more_details = "", std::string_view more = "");
  void UpdateOkta(std::string_view more_details);

  Page LeaveFor(std::string_view provider = "Okta", const http::NamedValues& changes = {});
  // What the redirect asked, and what it is to be answered with.
  static std::string XmlOf(const Page& left, std::string_view parameter = "SAMLRequest");
  static std::string IdIn(const std::string& xml);
  static std::string RelayStateOf(const Page& left) { return std::string(left.LocationQuery().Find("RelayState").value_or("")); }
  SamlResponse Good(const Page& left, const std::string& origin = "http://localhost:9229") const;
  SamlResponse Unasked() const;

  Page Post(const std::string& relay_state, const std::string& xml) { return PostBy(browser, relay_state, xml); }
  static Page PostBy(Browser& other, const std::string& relay_state, const std::string& xml);
  // Both ways.
  Page SignInBySaml() {
    const Page left = LeaveFor();
    return Post(RelayStateOf(left), SamlResponseXml(Good(left)));
  }

  static std::string Metadata(std::string_view entity_id, std::size_t key = 0,
                              std::string_view sign_on = "https://idp.example/sso/redirect");
};

}  // namespace rockpool::support

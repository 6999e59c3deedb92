// The providers on the sign-in page: buttons, and the box for an e-mail address whose domain tells the provider.
#include <gtest/gtest.h>

#include "server/api/json.h"
#include "server/http/form.h"
#include "tests/oauth/support/page_test.h"
#include "tests/support/saml_documents.h"

namespace rockpool::oauth {
namespace {

using support::Page;
using support::PageTest;

class Providers : public PageTest {
 protected:
  void CreateSaml(const std::string& name, const std::string& identifiers = "[]") {
    support::SamlDocument document;
    document.entity_id = "https://" + name + ".example/entity";
    const auto answer =
        Call("CreateIdentityProvider", R"("ProviderName":")" + name + R"(","ProviderType":"SAML","ProviderDetails":{"MetadataFile":)" +
                                           api::ToJson(support::SamlXml(document)) + R"(},"IdpIdentifiers":)" + identifiers);
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  void Offer(const std::string& providers) { UseClient(oauth.CreateClient(here, R"({"SupportedIdentityProviders":)" + providers + "}")); }
  // The style's word for the search by a domain.
  void SearchByDomain() {
    const auto styled = Call("DescribeManagedLoginBrandingByClient", R"("ClientId":")" + app + "\"");
    const auto answer =
        Call("UpdateManagedLoginBranding", R"("ManagedLoginBrandingId":")" + styled.TextAt("ManagedLoginBranding.ManagedLoginBrandingId") +
                                               R"(","Settings":{"categories":{"auth":{"federation":{"interfaceStyle":"DOMAIN_INPUT"}}}})");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  // What the box sends, from the page.
  Page Type(const Page& page, const std::string& address) {
    http::NamedValues form{{"idp_identifier", address}};
    for (const std::string_view name : support::kXsrfFields) {
      if (const auto value = page.InputValue(name)) {
        form.Add(std::string(name), *value);
      }
    }
    return browser.Post(At("/login", {{"state", "s"}}), form);
  }
  static bool HasBox(const Page& page) { return page.InputValue("idp_identifier").has_value(); }
  static bool HasButton(const Page& page, const std::string& name) { return page.Shows("identity_provider=" + name); }
};

ROCKPOOL_IN_BOTH_LOOKS(Providers);

TEST_P(Providers, HaveAButtonEach) {
  CreateSaml("Okta");
  CreateSaml("Entra", R"(["entra.example"])");
  Offer(R"(["COGNITO","Okta","Entra"])");
  const Page page = Open("/login");
  EXPECT_TRUE(HasButton(page, "Okta") && HasButton(page, "Entra")) << page.body;
  EXPECT_FALSE(HasBox(page)) << "one of them has no identifier";
}

TEST_P(Providers, HaveTheBoxInTheirPlaceWhereEachHasAnIdentifier) {
  CreateSaml("Okta", R"(["okta.example"])");
  CreateSaml("Entra", R"(["entra.example"])");
  CreateProvider(here, "Corp");
  Offer(R"(["COGNITO","Okta","Entra","Corp"])");
  if (is_managed()) {
    EXPECT_FALSE(HasBox(Open("/login"))) << "the style decides";
    SearchByDomain();
  }
  const Page page = Open("/login");
  EXPECT_TRUE(HasBox(page)) << page.body;
  EXPECT_FALSE(HasButton(page, "Okta") || HasButton(page, "Entra"));
  EXPECT_TRUE(page.InputValue("password")) << "the pool's own users have their form";
}

TEST_P(Providers, HaveAButtonWhereThereIsOneOfSaml) {
  CreateSaml("Okta", R"(["okta.example"])");
  Offer(R"(["Okta"])");
  const Page page = Open("/login");
  EXPECT_TRUE(HasButton(page, "Okta")) << page.body;
  EXPECT_FALSE(HasBox(page));
}

class DomainBox : public Providers {
 protected:
  DomainBox() {
    CreateSaml("Okta", R"(["okta.example","Other.Example"])");
    CreateSaml("Entra", R"(["entra.example"])");
    Offer(R"(["COGNITO","Okta","Entra"])");
    if (is_managed()) {
      SearchByDomain();
    }
  }
};

ROCKPOOL_IN_BOTH_LOOKS(DomainBox);

TEST_P(DomainBox, LeadsToTheProviderOfTheDomain) {
  for (const char* address : {"ann@okta.example", "okta.example", " ann@OKTA.example ", "a@b@okta.example"}) {
    const Page page = Type(Open("/login"), address);
    EXPECT_EQ(page.LocationBase(), "http://localhost:9229/oauth2/authorize") << address << page.body;
    EXPECT_EQ(page.LocationQuery().Find("idp_identifier"), "okta.example");
    EXPECT_EQ(page.LocationQuery().Find("state"), "s");
    EXPECT_TRUE(browser.Get(page.location()).LocationQuery().Find("SAMLRequest"));
  }
  EXPECT_EQ(Type(Open("/login"), "ann@Other.Example").LocationQuery().Find("idp_identifier"), "Other.Example");
}

TEST_P(DomainBox, SaysAtThePageThatNobodyHasADomain) {
  for (const char* address : {"ann@nobody.example", "", "@", "Okta"}) {
    const Page page = Type(Open("/login"), address);
    EXPECT_EQ(page.status, 200) << address;
    EXPECT_TRUE(page.Shows("Login option is not available. Please try another one"));
    EXPECT_TRUE(HasBox(page));
  }
  EXPECT_TRUE(Type(Open("/login"), std::string(321, 'a')).Shows("Member must have length less than or equal to 320"));
}

TEST_P(DomainBox, SaysSoToAClientWithoutTheUsersOfThePoolToo) {
  Offer(R"(["Okta","Entra"])");
  if (is_managed()) {
    SearchByDomain();
  }
  const Page page = Type(Open("/login"), "ann@nobody.example");
  EXPECT_TRUE(page.Shows("Login option is not available. Please try another one")) << page.body;
  EXPECT_FALSE(page.InputValue("password"));
}

TEST_P(DomainBox, IsAFormOfThePage) {
  browser.DropCookies();
  const Page page = browser.Post(At("/login"), {{"idp_identifier", "okta.example"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.Shows("This form was out of date. Please try again.")) << page.body;
}

TEST_P(DomainBox, FindsNoProviderThatTheClientHasNot) {
  Offer(R"(["COGNITO","Entra"])");
  EXPECT_EQ(Type(Open("/login"), "ann@okta.example").status, 200);
}

}  // namespace
}  // namespace rockpool::oauth

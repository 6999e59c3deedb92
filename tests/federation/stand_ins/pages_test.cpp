// The stand-ins' pages and forms: what people do there, and what strangers try.
#include "server/pages/pages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/federation/stand_ins/endpoint.h"
#include "server/http/form.h"
#include "server/workbench/browser.h"
#include "tests/federation/stand_ins/stand_in_server.h"

namespace rockpool {
namespace {

using support::Answer;
using support::StandInServer;

class StandInPage : public testing::Test {
 protected:
  // The address that the provider Corp would get, and its query in other words.
  std::string Authorize(const std::string& redirect_uri = "http://localhost:9229/oauth2/idpresponse", const std::string& client_id = "corp",
                        const std::string& provider = "Corp") const {
    return http::WithQuery(
        server.PathOf(provider, "/authorize"),
        {{"client_id", client_id}, {"redirect_uri", redirect_uri}, {"response_type", "code"}, {"scope", "openid"}, {"state", "s t"}});
  }

  static std::string OnceOf(const http::Response& page) {
    constexpr std::string_view kField = "name=\"once\" value=\"";
    const auto begin = page.body.find(kField);
    EXPECT_NE(begin, std::string::npos) << page.body;
    const auto from = begin + kField.size();
    return begin == std::string::npos ? "" : page.body.substr(from, page.body.find('"', from) - from);
  }

  http::Response SendAs(const std::string& subject, const std::string& claims = "{}") {
    const std::string once = OnceOf(server.Get(Authorize()));
    return server.PostForm(Authorize(), {{"once", once}, {"subject", subject}, {"claims", claims}});
  }

  static std::string LocationOf(const http::Response& response) { return std::string(response.headers.Find("Location").value_or("")); }

  StandInServer server;
};

TEST_F(StandInPage, SaysWhomItStandsInForAndWhatWasAsked) {
  const http::Response page = server.Get(Authorize());
  EXPECT_EQ(page.status, 200);
  for (const char* text : {"Stand-in for Corp", "(OIDC)", "redirect_uri", "http://localhost:9229/oauth2/idpresponse",
                           "name=\"claim.email\"", "value=\"alice@example.com\"", "name=\"cancel\""}) {
    EXPECT_NE(page.body.find(text), std::string::npos) << text;
  }
}

TEST_F(StandInPage, SendsWhomItWasToldBackWithACodeAndTheState) {
  const http::Response back = SendAs("007");
  EXPECT_EQ(back.status, 302);
  EXPECT_TRUE(LocationOf(back).starts_with("http://localhost:9229/oauth2/idpresponse?code=")) << LocationOf(back);
  EXPECT_TRUE(LocationOf(back).ends_with("&state=s%20t")) << LocationOf(back);
}

TEST_F(StandInPage, WorksByOneClick) {
  const std::string once = OnceOf(server.Get(Authorize()));
  const http::Response back = server.PostForm(Authorize(), {{"once", once},
                                                            {"subject", "alice"},
                                                            {"claim.email", "alice@example.com"},
                                                            {"claim.email_verified", "true"},
                                                            {"claim.name", ""},
                                                            {"more", " "},
                                                            {"sign_in", "1"}});
  EXPECT_EQ(back.status, 302);
  EXPECT_EQ(server.Call("GET", server.PathOf("Corp")).body.find(R"("claims":{"email":"alice@example.com","email_verified":true})"),
            server.Call("GET", server.PathOf("Corp")).body.find(R"("claims":)"));
}

TEST_F(StandInPage, RemembersWhoWasThere) {
  SendAs("007", R"({"email":"bond@corp.example"})");
  const http::Response page = server.Get(Authorize());
  EXPECT_NE(page.body.find("name=\"pick\" value=\"007\""), std::string::npos);
  const http::Response back = server.PostForm(Authorize(), {{"once", OnceOf(page)}, {"pick", "007"}});
  EXPECT_EQ(back.status, 302);
  EXPECT_NE(LocationOf(back).find("code="), std::string::npos);
}

TEST_F(StandInPage, CancelsAsTheProviderWould) {
  const http::Response back = server.PostForm(Authorize(), {{"once", OnceOf(server.Get(Authorize()))}, {"cancel", "1"}});
  EXPECT_NE(LocationOf(back).find("?error=access_denied&"), std::string::npos) << LocationOf(back);
}

TEST_F(StandInPage, IsLeftOutWhereSomebodySaysWhoSignsIn) {
  server.Call("PUT", server.PathOf("Corp", "/identities"), R"({"auto":true,"identities":[{"subject":"1","claims":{}}]})");
  const http::Response back = server.Get(Authorize());
  EXPECT_EQ(back.status, 302);
  EXPECT_NE(LocationOf(back).find("code="), std::string::npos);
}

TEST_F(StandInPage, TakesAFormOnceAndForItsOwnQueryAlone) {
  const std::string once = OnceOf(server.Get(Authorize()));
  const http::NamedValues form = {{"once", once}, {"subject", "1"}};
  EXPECT_EQ(server.PostForm(Authorize() + "&more=1", form).status, 403);
  EXPECT_EQ(server.PostForm(Authorize("http://localhost:9229/oauth2/idpresponse", "g", "Google"), form).status, 403);
  EXPECT_EQ(server.PostForm(Authorize(), form).status, 302);
  EXPECT_EQ(server.PostForm(Authorize(), form).status, 403);
  EXPECT_EQ(server.PostForm(Authorize(), {{"subject", "1"}}).status, 403);
}

TEST_F(StandInPage, ForgetsFormsThatNobodySends) {
  const std::string once = OnceOf(server.Get(Authorize()));
  server.service.clock.Advance(31 * 60 * 1000);
  EXPECT_EQ(server.PostForm(Authorize(), {{"once", once}, {"subject", "1"}}).status, 403);
}

TEST_F(StandInPage, LeadsNowhereButToTheServersOwnReturn) {
  for (const char* place : {"https://evil.example/", "https://evil.example/oauth2/idpresponse", "http://localhost/oauth2/idpresponse/x",
                            "javascript:alert(1)", "/oauth2/idpresponse", "http://localhost:9229/oauth2/idpresponse?x=1", ""}) {
    EXPECT_EQ(server.Get(Authorize(place)).status, 400) << place;
  }
  EXPECT_EQ(server.Get(Authorize("http://localhost:9229/oauth2/idpresponse", "another")).status, 400);
}

TEST_F(StandInPage, ShowsScriptsAsText) {
  const std::string script = "<script>alert(1)</script>\"'>";
  SendAs(script, R"({"email":"<img src=x onerror=alert(1)>"})");
  const http::Response page = server.Get(Authorize() + "&nonce=" + http::EncodeForm({{"", "</td><script>"}}).substr(1));
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_EQ(page.body.find("<img"), std::string::npos);
  EXPECT_NE(page.body.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  const auto policy = page.headers.Find("Content-Security-Policy");
  ASSERT_TRUE(policy);
  EXPECT_TRUE(policy->starts_with("default-src 'none';"));
  EXPECT_EQ(policy->find("unsafe"), std::string::npos);
}

TEST_F(StandInPage, RefusesClaimsOfAMegabyteAndWhatIsNone) {
  EXPECT_EQ(SendAs("1", R"({"a":")" + std::string(1'000'000, 'x') + "\"}").status, 400);
  EXPECT_EQ(SendAs("1", R"({"a":")" + std::string(70'000, 'x') + "\"}").status, 400);
  EXPECT_EQ(SendAs("1", "[]").status, 400);
  EXPECT_EQ(SendAs("1", std::string(30'000, '[')).status, 400);
  EXPECT_EQ(SendAs("").status, 400);
  EXPECT_EQ(SendAs("a\nb").status, 400);
  EXPECT_EQ(SendAs(std::string(1025, 'x')).status, 400);
  EXPECT_EQ(SendAs("1").status, 302);
}

TEST_F(StandInPage, KeepsWithinBoundsWhoeverComes) {
  for (int i = 0; i < 60; ++i) {
    SendAs(std::to_string(i));
  }
  const Answer shown = server.Call("GET", server.PathOf("Corp"));
  EXPECT_EQ(shown.At("identities").Size(), 50U);
  EXPECT_EQ(shown.At("asked").Size(), 20U);
}

TEST_F(StandInPage, ChangesNoIdentityThatWasGiven) {
  const std::string identities = server.PathOf("Corp", "/identities");
  ASSERT_EQ(server.Call("PUT", identities, R"([{"subject":"1","claims":{"email":"given@corp.example"}}])").status, 200);
  EXPECT_EQ(SendAs("1", R"({"email":"typed@corp.example"})").status, 302);
  for (int i = 2; i < 60; ++i) {
    SendAs(std::to_string(i));
  }
  const Answer shown = server.Call("GET", server.PathOf("Corp"));
  EXPECT_EQ(shown.At("identities").Size(), 50U);
  EXPECT_EQ(shown.TextAt("identities.0.claims.email"), "given@corp.example");
  EXPECT_EQ(shown.TextAt("identities.49.subject"), "59");
}

TEST_F(StandInPage, RemembersAtMostAQuarterOfAMegabyteOfClaims) {
  const std::string claims = R"({"a":")" + std::string(60'000, 'x') + "\"}";
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(SendAs(std::to_string(i), claims).status, 302);
  }
  EXPECT_EQ(server.Call("GET", server.PathOf("Corp")).At("identities").Size(), 4U);
  std::string list = "[";
  for (int i = 0; i < 5; ++i) {
    list += (i > 0 ? "," : "") + (R"({"subject":")" + std::to_string(i) + R"(","claims":)" + claims + "}");
  }
  EXPECT_EQ(server.Call("PUT", server.PathOf("Corp", "/identities"), list + "]").status, 400);
}

TEST_F(StandInPage, SendsItselfByTheScriptThatItsPolicyNames) {
  const std::string_view page = pages::EmbeddedText("stand_ins/post.html");
  const auto begin = page.find("<script>") + std::string_view("<script>").size();
  const std::string_view script = page.substr(begin, page.find("</script>") - begin);
  const std::string hash = "'sha256-" + crypto::Base64Encode(crypto::Sha256(script)) + "'";
  const http::Response shown = server.Get(Authorize());
  EXPECT_NE(shown.headers.Find("Content-Security-Policy").value_or("").find("script-src " + hash), std::string::npos);
}

TEST_F(StandInPage, SendsAppleUsersBackByAFormWithTheirNameOnce) {
  const std::string address = Authorize("http://localhost:9229/oauth2/idpresponse", "a", "SignInWithApple") + "&response_mode=form_post";
  const auto send = [&] {
    return server.PostForm(address, {{"once", OnceOf(server.Get(address))},
                                     {"subject", "000.1"},
                                     {"claims", R"({"email":"a@b.example","firstName":"Ann","lastName":"O'Neil"})"}});
  };
  const auto first = workbench::HiddenFormIn(send().body);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->action, "http://localhost:9229/oauth2/idpresponse");
  EXPECT_TRUE(first->fields.Find("code"));
  EXPECT_EQ(first->fields.Find("state"), "s t");
  EXPECT_EQ(first->fields.Find("user"), R"({"name":{"firstName":"Ann","lastName":"O'Neil"},"email":"a@b.example"})");
  const auto second = workbench::HiddenFormIn(send().body);
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->fields.Find("user")) << "at the first consent alone";
}

TEST_F(StandInPage, OfSamlTakesRequestsOfItsPoolAlone) {
  for (const char* request : {"", "x", "AAAA", "PHNhbWw+"}) {
    EXPECT_EQ(server.Get(server.PathOf("Ring", "/sso?SAMLRequest=") + http::EncodeForm({{"", request}}).substr(1)).status, 400) << request;
  }
  EXPECT_EQ(server.Get(server.PathOf("Ring", "/slo")).status, 400);
}

TEST_F(StandInPage, OfSamlBeginsASignInThatNobodyAskedFor) {
  const std::string address = server.PathOf("Ring", "/sso?RelayState=x%3D1");
  const http::Response page = server.Get(address);
  ASSERT_EQ(page.status, 200);
  const auto form = workbench::HiddenFormIn(server.PostForm(address, {{"once", OnceOf(page)}, {"subject", "a@b.example"}}).body);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->action, "http://localhost:9229/saml2/idpresponse");
  EXPECT_EQ(form->fields.Find("RelayState"), "x=1");
  const auto xml = crypto::Base64Decode(form->fields.Find("SAMLResponse").value_or(""));
  ASSERT_TRUE(xml);
  EXPECT_EQ(xml->find("InResponseTo"), std::string::npos);
}

// Who is let in at each address below /_rockpool by the name of a domain.
TEST_F(StandInPage, AreAllThatIsOpenByTheNamesOfDomains) {
  std::size_t open = 0;
  server.router.ForEachRoute([&](const http::Entrance& entrance) {
    if (!entrance.path.starts_with("/_rockpool")) {
      return;
    }
    const bool is_stand_in = std::ranges::any_of(federation::kStandInRoutes, [&](const federation::StandInRoute& route) {
      return route.method == entrance.method && route.path == entrance.path;
    });
    http::Request request;
    request.method = entrance.method;
    request.path = entrance.path;
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"{pool}", server.pool}, {"{name}", "Corp"}, {"{id}", "1"}}) {
      if (const auto at = request.path.find(name); at != std::string::npos) {
        request.path.replace(at, name.size(), value);
      }
    }
    request.headers.Add("Host", "shop.auth.us-east-1.amazoncognito.com");
    const http::Response response = server.Send(std::move(request));
    const bool is_kept_out = response.headers.Find("x-amzn-ErrorType").value_or("").find("ForbiddenException") != std::string_view::npos;
    EXPECT_EQ(is_kept_out, !is_stand_in) << entrance.method << " " << entrance.path;
    open += is_stand_in ? 1 : 0;
  });
  EXPECT_EQ(open, federation::kStandInRoutes.size());
}

TEST_F(StandInPage, AreNotOpenByNamesThatAnybodyCanPointHere) {
  server.LetGoWrong("Corp", "jwks_gone");
  const auto status_by = [&](const std::string& host) {
    http::Request request;
    request.method = "GET";
    request.path = server.PathOf("Corp", "/jwks");
    request.headers.Add("Host", host);
    return server.Send(std::move(request)).status;
  };
  for (const char* host : {"evil.example", "evil.example:9229", "other.auth.us-east-1.amazoncognito.com", "shop.evil.example",
                           "shop.auth.x", "shop.amazoncognito.com"}) {
    EXPECT_EQ(status_by(host), 403) << host;
  }
  EXPECT_EQ(status_by("shop.auth.us-east-1.amazoncognito.com"), 404) << "the fault is still there";
  EXPECT_EQ(status_by("shop.localhost"), 200);
}

TEST(StandInPageByAPublicUrl, IsOpen) {
  support::Settings settings;
  settings.tokens.public_url = "https://login.example:8443";
  StandInServer server(settings);
  http::Request request;
  request.method = "GET";
  request.path = server.PathOf("Corp", "/jwks");
  request.headers.Add("Host", "login.example:8443");
  EXPECT_EQ(server.Send(std::move(request)).status, 200);
}

TEST_F(StandInPage, TakeNoFaultForAPageThatShowsThemAsAnImage) {
  server.LetGoWrong("Corp", "jwks_gone");
  http::Request image;
  image.method = "GET";
  image.path = server.PathOf("Corp", "/jwks");
  for (const auto& [name, value] : {std::pair{"Host", "localhost:9229"},
                                    {"Sec-Fetch-Site", "cross-site"},
                                    {"Sec-Fetch-Mode", "no-cors"},
                                    {"Sec-Fetch-Dest", "image"}}) {
    image.headers.Add(name, value);
  }
  EXPECT_EQ(server.Send(std::move(image)).status, 403);
  EXPECT_EQ(server.Get(server.PathOf("Corp", "/jwks")).status, 404) << "the fault is still there";
}

TEST_F(StandInPage, TakeNoFaultForWhoIsNotTheClient) {
  server.LetGoWrong("Corp", "token_endpoint_5xx");
  const std::string token = server.PathOf("Corp", "/token");
  EXPECT_EQ(server.PostForm(token, {{"client_id", "corp"}, {"client_secret", "wrong"}, {"grant_type", "authorization_code"}}).status, 401);
  EXPECT_EQ(server.PostForm(token, {{"client_id", "corp"}, {"client_secret", "s"}, {"grant_type", "authorization_code"}}).status, 503);
  const std::string shown = server.Call("GET", server.PathOf("Corp")).body;
  EXPECT_NE(shown.find("client_secret=..."), std::string::npos) << shown;
}

}  // namespace
}  // namespace rockpool

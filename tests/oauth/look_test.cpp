#include "server/oauth/pages/look.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "server/http/form.h"
#include "server/oauth/domain_answer.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/pages/pages.h"
#include "storage/store.h"
#include "tests/oauth/support/oauth_test.h"

namespace rockpool::oauth {
namespace {

constexpr const char* kPng = "iVBORw0KGgo=";
constexpr const char* kSvg = "PHN2Zy8+";

constexpr PageName kAll[] = {
    PageName::kSignIn,      PageName::kSignUp,    PageName::kConfirm, PageName::kForgotPassword, PageName::kConfirmForgotPassword,
    PageName::kNewPassword, PageName::kMfaChoice, PageName::kMfaCode, PageName::kTotpSetUp,      PageName::kEmailSetUp,
    PageName::kPasskey,     PageName::kError,     PageName::kMessage};
constexpr PageName kManagedLoginAlone[] = {PageName::kFirstFactor, PageName::kAddPasskey};

std::size_t Count(const std::string& page, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) {
    ++count;
  }
  return count;
}

pages::Values WithEverything(const std::string& text) {
  pages::Values values;
  for (const char* name : {"ERROR", "NOTICE", "USERNAME", "DESTINATION", "SECRET", "DEVICE_NAME", "EMAIL"}) {
    values.Set(name, text);
  }
  for (const char* name : {"ACTION", "SIGN_UP_LINK", "FORGOT_LINK", "SIGN_IN_LINK", "RESEND_ACTION"}) {
    values.Set(name, "/login?client_id=a&state=b");
  }
  AddProvider(values, api::IdentityProviderTypeType::Google, "Google", "/oauth2/authorize?identity_provider=Google");
  AddProvider(values, api::IdentityProviderTypeType::SAML, text, "/oauth2/authorize?identity_provider=Corp");
  AddRequiredAttribute(values, "email", text);
  AddRequiredAttribute(values, "custom:team", text);
  AddMfaChoice(values, "SMS_MFA");
  AddMfaChoice(values, "SOFTWARE_TOKEN_MFA");
  for (const char* way : {"PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}) {
    AddWay(values, way);
  }
  values.Show("PASSWORD_FORM");
  SetQrCode(values, "otpauth://totp/a-pool-with-a-name:ann@example.com?secret=" + std::string(52, 'A') + "&issuer=a-pool-with-a-name");
  return values;
}

class Look : public support::OAuthTest {
 protected:
  Look() { Style(R"("UseCognitoProvidedValues":true)"); }

  // Of the managed client.
  void Style(const std::string& members) {
    const std::string of_client = R"({"UserPoolId":")" + managed_pool + R"(","ClientId":")" + managed_client + R"(")";
    const auto described = oauth.service.Call("DescribeManagedLoginBrandingByClient", of_client + "}");
    const bool is_there = described.status == 200;
    const auto answer =
        is_there ? oauth.service.Call("UpdateManagedLoginBranding",
                                      R"({"UserPoolId":")" + managed_pool + R"(","ManagedLoginBrandingId":")" +
                                          described.TextAt("ManagedLoginBranding.ManagedLoginBrandingId") + R"(",)" + members + "}")
                 : oauth.service.Call("CreateManagedLoginBranding", of_client + "," + members + "}");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }

  void Customize(const std::string& members) {
    const auto answer = oauth.service.Call("SetUICustomization", R"({"UserPoolId":")" + pool + R"(",)" + members + "}");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }

  // What a browser at http://localhost:9229 gets that asks for /login with the query.
  http::Response Show(std::string_view client_id, PageName page, pages::Values values = {}, const std::string& query = "",
                      const std::string& cookies = "") {
    http::Request request;
    request.method = "GET";
    request.path = "/login";
    request.query = query;
    request.headers.Add("Host", "localhost:9229");
    http::NamedValues kept;
    if (!cookies.empty()) {
      kept.Add("lang-" + managed_pool, cookies);
    }
    const auto& world = oauth.service.world();
    Exchange exchange = BeginExchange(world, request);
    exchange.query = http::ParseForm(query).value_or(http::NamedValues());
    exchange.cookies = kept;
    exchange.xsrf = "the-xsrf-value";
    clients::SharedClient client;
    const Site site = world.store.Read([&](const storage::Transaction& transaction) {
      client = clients::UseClient(transaction, world.caches, client_id);
      return SiteOf(transaction, exchange, *client);
    });
    return ShowPage(exchange, site, client.get(), page, std::move(values));
  }
  std::string Classic(PageName page, pages::Values values = {}, const std::string& query = "") {
    return Show(client, page, std::move(values), query).body;
  }
  std::string Managed(PageName page, pages::Values values = {}, const std::string& query = "") {
    return Show(managed_client, page, std::move(values), query).body;
  }
  // Every page of both looks.
  std::vector<std::string> All(const pages::Values& values) {
    std::vector<std::string> shown;
    for (const PageName page : kAll) {
      shown.push_back(Classic(page, values));
      shown.push_back(Managed(page, values));
    }
    for (const PageName page : kManagedLoginAlone) {
      shown.push_back(Managed(page, values));
    }
    return shown;
  }

  // The address in the page that follows `before`, fetched.
  support::Page Fetch(const std::string& page, const std::string& before) {
    const std::size_t begin = page.find(before);
    EXPECT_NE(begin, std::string::npos) << before << " is not in " << page;
    const std::size_t from = begin + before.size();
    return browser.Get(page.substr(from, page.find_first_of("\")", from) - from));
  }
};

TEST_F(Look, GivesEveryPageATitleAHeadingAndALanguage) {
  for (const pages::Values& values : {pages::Values(), WithEverything("x")}) {
    for (const std::string& text : All(values)) {
      EXPECT_EQ(Count(text, "<h1"), 1u) << text;
      EXPECT_EQ(Count(text, "<title></title>"), 0u) << text;
      EXPECT_EQ(Count(text, "></h1>"), 0u) << text;
      EXPECT_EQ(Count(text, "<html lang=\"en\">"), 1u) << text;
      EXPECT_EQ(Count(text, "{{"), 0u) << text;
      EXPECT_EQ(Count(text, "<script"), 0u) << text;
      EXPECT_EQ(Count(text, " style="), 0u) << text;
    }
  }
}

TEST_F(Look, TakesTheHeadingThatAPageIsGiven) {
  pages::Values values;
  values.Set("HEADING", "Your registration has been confirmed!");
  for (const std::string& page : {Classic(PageName::kMessage, values), Managed(PageName::kMessage, values)}) {
    EXPECT_EQ(Count(page, "<title>Your registration has been confirmed!</title>"), 1u) << page;
    EXPECT_EQ(Count(page, ">Your registration has been confirmed!</h1>"), 1u) << page;
  }
}

TEST_F(Look, WeighsLessThanTwentyKilobytesWithItsSheets) {
  for (const std::string& text : All(WithEverything("a text"))) {
    std::size_t bytes = text.size();
    for (std::size_t at = text.find("rel=\"stylesheet\" href=\""); at != std::string::npos;
         at = text.find("rel=\"stylesheet\" href=\"", at + 1)) {
      bytes += Fetch(text.substr(at), "href=\"").body.size();
    }
    EXPECT_LT(bytes, 20'000u) << text;
  }
}

TEST_F(Look, KeepsTheNamesThatScriptsOfTheClassicPagesRelyOn) {
  const std::string page = Classic(PageName::kSignIn, WithEverything("x"));
  EXPECT_EQ(Count(page, "<title>Signin</title>"), 1u);
  for (const char* twice :
       {"name=\"cognitoSignInForm\"", "class=\"cognito-asf\"", "id=\"signInFormUsername\" name=\"username\"",
        "id=\"signInFormPassword\" name=\"password\"", "name=\"_csrf\" value=\"the-xsrf-value\"", "name=\"cognitoAsfData\"",
        "name=\"signInSubmitButton\" type=\"submit\" value=\"Sign in\" aria-label=\"submit\" class=\"btn btn-primary "
        "submitButton-customizable\"",
        "id=\"loginErrorMessage\" class=\"errorMessage-customizable\" role=\"alert\"", ">Forgot your password?</a>", ">Sign up</a>",
        "socialButton-customizable", "name=\"googleSignUpButton\"", "idpButton-customizable", "Continue with Google"}) {
    EXPECT_EQ(Count(page, twice), 2u) << twice;
  }
  EXPECT_LT(page.find("visible-xs visible-sm"), page.find("visible-md visible-lg")) << "the second of each is the one of a desk's width";
  const std::string sign_up = Classic(PageName::kSignUp, WithEverything("x"));
  for (const char* twice :
       {"name=\"signupform\"", "name=\"requiredAttributes[email]\"", "name=\"requiredAttributes[custom:team]\"", "name=\"signUpButton\"",
        "Password must contain a lower case letter", "Password must contain at least 8 characters"}) {
    EXPECT_EQ(Count(sign_up, twice), 2u) << twice;
  }
}

TEST_F(Look, KeepsTheNamesAndTextsThatStyleSheetsAndScriptsOfTheClassicPagesRelyOn) {
  Customize(R"("CSS":".label-customizable {font-weight: 400;}","ImageFile":")" + std::string(kPng) + "\"");
  const std::string sign_in = Classic(PageName::kSignIn, WithEverything("x"));
  const std::string sign_up = Classic(PageName::kSignUp, WithEverything("x"));
  for (const char* name : {"background", "banner", "errorMessage", "idpButton", "idpDescription", "inputField", "label", "legalText",
                           "logo", "redirect", "socialButton", "submitButton", "textDescription"}) {
    EXPECT_GE(Count(sign_in, std::string(name) + "-customizable"), 1u) << name;
  }
  EXPECT_GE(Count(sign_up, "passwordCheck-notValid-customizable"), 2u);
  for (const char* text : {"Sign in with your social account", "Sign in with your corporate ID",
                           "We won't post to any of your accounts without asking first", "Sign in with your username and password"}) {
    EXPECT_GE(Count(sign_in, text), 2u) << text;
  }
  for (const char* text : {"Sign up with a new account", "Already have an account?", "Password must contain an upper case letter",
                           "Password must contain a number", "Password must contain a special character"}) {
    EXPECT_GE(Count(sign_up, text), 2u) << text;
  }
}

TEST_F(Look, NamesTheFieldOfAMessagesCodeAsTheDeveloperGuideHasItOfTheClassicPages) {
  EXPECT_EQ(Count(Classic(PageName::kConfirm), "id=\"verification_code\" name=\"code\""), 2u);
  EXPECT_EQ(Count(Classic(PageName::kConfirmForgotPassword), "name=\"verification_code\""), 2u) << "of that page it does not say so";
  for (const PageName page : {PageName::kConfirm, PageName::kConfirmForgotPassword}) {
    EXPECT_EQ(Count(Managed(page), "name=\"verification_code\""), 1u);
  }
}

TEST_F(Look, NamesTheFieldsOfBothLooksAlike) {
  const std::vector<std::pair<PageName, std::vector<const char*>>> fields = {
      {PageName::kConfirm, {"confirm", "resend"}},
      {PageName::kForgotPassword, {"username", "reset_my_password"}},
      {PageName::kConfirmForgotPassword, {"new_password", "confirm_password", "reset_password"}},
      {PageName::kNewPassword, {"new_password", "confirm_password", "requiredAttributes[email]"}},
      {PageName::kMfaChoice, {"mfa_option"}},
      {PageName::kMfaCode, {"authentication_code"}},
      {PageName::kTotpSetUp, {"totp_code", "device_name"}},
      {PageName::kEmailSetUp, {"email"}},
      {PageName::kPasskey, {"credential"}}};
  for (const auto& [page, names] : fields) {
    const std::string classic = Classic(page, WithEverything("x"));
    const std::string managed = Managed(page, WithEverything("x"));
    for (const char* name : names) {
      EXPECT_GE(Count(classic, "name=\"" + std::string(name) + "\""), 2u) << name;
      EXPECT_GE(Count(managed, "name=\"" + std::string(name) + "\""), 1u) << name;
    }
    EXPECT_EQ(Count(classic, "name=\"_csrf\" value=\"the-xsrf-value\""), 2u);
    EXPECT_EQ(Count(managed, "name=\"csrf\" value=\"the-xsrf-value\""), 1u);
    EXPECT_EQ(Count(managed, "type=\"submit\"") == 0, page == PageName::kPasskey) << "which its script sends";
  }
}

TEST_F(Look, LetsNothingThatIsTypedOutOfItsPlace) {
  const std::string hostile = R"("><script>alert(1)</script><img src=x onerror=alert(1)>'`{{T_OR}})";
  for (const PageName page : kAll) {
    for (const std::string& text : {Classic(page, WithEverything(hostile), "a=%22%3E%3Cscript%3E"),
                                    Managed(page, WithEverything(hostile), "lang=%22%3E%3Cscript%3E&a=%22%3E%3Cscript%3E")}) {
      EXPECT_EQ(Count(text, "<script"), 0u) << text;
      EXPECT_EQ(Count(text, "<img src=x"), 0u) << text;
    }
  }
}

TEST_F(Look, LetsItsOwnScriptRunWhereAPasskeyIsAskedForAndNowhereElse) {
  pages::Values values = WithEverything("x");
  values.Set("OPTIONS", R"({"challenge":"\"><script>alert(1)</script>'"})");
  const std::vector<std::pair<std::string, PageName>> pages_with_passkeys{
      {client, PageName::kPasskey}, {managed_client, PageName::kPasskey}, {managed_client, PageName::kAddPasskey}};
  for (const auto& [of_client, page] : pages_with_passkeys) {
    const http::Response response = Show(of_client, page, values);
    EXPECT_EQ(Count(response.body, "<script"), 1u) << response.body;
    EXPECT_EQ(Count(response.body, "-passkeys.js\" defer></script>"), 1u) << response.body;
    EXPECT_EQ(response.headers.Find("Content-Security-Policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'");
    EXPECT_EQ(Count(Show(of_client, page, WithEverything("x")).body, "<script"), 0u) << "there is nothing to ask for";
  }
  EXPECT_EQ(Fetch(Show(managed_client, PageName::kPasskey, values).body, "<script src=\"").Header("Content-Type"),
            "text/javascript; charset=utf-8");
}

TEST_F(Look, LetsABrowserFetchNothingElse) {
  const http::Response response = Show(client, PageName::kSignIn);
  EXPECT_EQ(response.headers.Find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(response.headers.Find("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  EXPECT_EQ(response.headers.Find("Referrer-Policy"), "same-origin");
}

TEST_F(Look, SpeaksTheLanguageThatIsAskedFor) {
  const std::string german = Managed(PageName::kSignIn, {}, "lang=de");
  EXPECT_EQ(Count(german, "<html lang=\"de\">"), 1u);
  EXPECT_EQ(Count(german, "<h1>Anmelden</h1>"), 1u);
  EXPECT_EQ(Count(Show(managed_client, PageName::kSignIn, {}, "", "ja").body, "<h1>サインイン</h1>"), 1u) << "the cookie's";
  EXPECT_EQ(Count(Show(managed_client, PageName::kSignIn, {}, "lang=fr", "ja").body, "<h1>Se connecter</h1>"), 1u);
  EXPECT_EQ(Count(Managed(PageName::kSignIn, {}, "lang=xx"), "<h1>Sign in</h1>"), 1u);
  EXPECT_EQ(Count(Show(managed_client, PageName::kSignIn, {}, "lang=xx", "ja").body, "<h1>サインイン</h1>"), 1u)
      << "as if it were not said";
  EXPECT_EQ(Count(Show(managed_client, PageName::kSignIn, {}, "lang=pt-BR", "ja").body, "<html lang=\"en\">"), 1u) << "it has no texts";
  EXPECT_EQ(Count(Classic(PageName::kSignIn, {}, "lang=de"), "Anmelden"), 0u) << "the classic pages are not localised";
}

TEST_F(Look, RemembersTheLanguage) {
  const auto cookie = [&](const std::string& query) {
    return std::string(Show(managed_client, PageName::kSignIn, {}, query).headers.Find("Set-Cookie").value_or(""));
  };
  EXPECT_TRUE(cookie("lang=es").starts_with("lang-" + managed_pool + "=es;")) << cookie("lang=es");
  EXPECT_TRUE(cookie("lang=zh-TW").starts_with("lang-" + managed_pool + "=zh-TW;")) << cookie("lang=zh-TW");
  EXPECT_EQ(cookie(""), "");
  EXPECT_EQ(cookie("lang=xx"), "");
}

TEST_F(Look, SaysWhoseItIsUnlessToldNotTo) {
  for (const std::string& page : {Classic(PageName::kSignIn), Managed(PageName::kSignIn)}) {
    EXPECT_EQ(Count(page, "This is rockpool, not AWS."), 1u);
    EXPECT_EQ(Count(page, "href=\"http://127.0.0.1:9229/_rockpool/sign-ins?pool="), 1u) << page;
    EXPECT_EQ(Count(page, "href=\"http://127.0.0.1:9229/_rockpool/messages?pool="), 1u) << page;
    EXPECT_EQ(Count(page, "user="), 0u) << "nobody has said who he is";
  }
  pages::Values values;
  values.Set("USERNAME", "ann&bob@example.com");
  const std::string of_ann = "?pool=" + managed_pool + "&amp;user=ann%26bob%40example.com\"";
  const std::string page = Managed(PageName::kSignIn, values);
  EXPECT_EQ(Count(page, "/_rockpool/sign-ins" + of_ann), 1u) << page;
  EXPECT_EQ(Count(page, "/_rockpool/messages" + of_ann), 1u) << page;
  support::Settings settings;
  settings.oauth.page_hints = false;
  support::OAuthService quiet(settings);
  const auto& world = quiet.service.world();
  http::Request request;
  request.headers.Add("Host", "localhost:9229");
  const Exchange exchange = BeginExchange(world, request);
  EXPECT_EQ(Count(ShowPlainError(exchange, "invalid_request").body, "rockpool"), 0u);
}

TEST_F(Look, IsDecodedOnAComputingThreadOnceForEachChange) {
  const auto handed_over = [&](const http::NamedValues& request) {
    const int before = oauth.handed_over();
    EXPECT_EQ(browser.Get("/login?" + support::QueryOf(request)).status, 200);
    return oauth.handed_over() - before;
  };
  EXPECT_EQ(handed_over(Request()), 0) << "nothing is set";
  Customize(R"("CSS":".submitButton-customizable{color:#123456}")");
  EXPECT_EQ(handed_over(Request()), 1);
  EXPECT_EQ(handed_over(Request()), 0);
  Customize(R"("ImageFile":")" + std::string(kPng) + R"(")");
  EXPECT_EQ(handed_over(Request()), 1);
  EXPECT_EQ(handed_over(ManagedRequest()), 1);
  EXPECT_EQ(handed_over(ManagedRequest()), 0);
  Style(R"("Settings":{"categories":{"form":{"displayGraphics":false}}})");
  EXPECT_EQ(handed_over(ManagedRequest()), 1);
  EXPECT_EQ(handed_over(ManagedRequest()), 0);
}

TEST_F(Look, AsksForWhatAUserNameIsInThePool) {
  const auto label = [&](const std::string& attributes) {
    const std::string id = oauth.CreatePool("d" + std::to_string(attributes.size()), 1, attributes);
    return Show(oauth.CreateClient(id), PageName::kSignIn).body;
  };
  EXPECT_EQ(Count(Classic(PageName::kSignIn), "Sign in with your username and password"), 2u);
  EXPECT_EQ(Count(label(R"(,"UsernameAttributes":["email"])"), "Sign in with your email and password"), 2u);
  EXPECT_EQ(Count(label(R"(,"UsernameAttributes":["phone_number"])"), "Sign in with your phone number and password"), 2u);
  EXPECT_EQ(Count(label(R"(,"UsernameAttributes":["email","phone_number"])"), "Sign in with your email or phone number and password"), 2u);
}

TEST_F(Look, TellsTheRulesOfPasswordsThatThePoolHas) {
  const std::string id =
      oauth.CreatePool("rules", 1, R"(,"Policies":{"PasswordPolicy":{"MinimumLength":12,"RequireNumbers":true,"RequireLowercase":false}})");
  const std::string page = Show(oauth.CreateClient(id), PageName::kSignUp).body;
  EXPECT_EQ(Count(page, "Password must contain at least 12 characters"), 2u);
  EXPECT_EQ(Count(page, "Password must contain a number"), 2u);
  EXPECT_EQ(Count(page, "Password must contain a lower case letter"), 0u);
}

TEST_F(Look, IsUnavailableInManagedLoginWithoutAStyle) {
  const std::string bare = oauth.CreateClient(managed_pool);
  const http::Response refused = Show(bare, PageName::kSignIn);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(Count(refused.body, "Login pages unavailable. Please contact an administrator."), 1u);
  EXPECT_EQ(Count(refused.body, "<form"), 0u);
  const http::Response told = Show(bare, PageName::kError);
  EXPECT_EQ(told.status, 200) << "what is wrong is told all the same";
  const std::size_t own = told.body.find("rel=\"stylesheet\"");
  const support::Page sheet = Fetch(told.body.substr(told.body.find("rel=\"stylesheet\"", own + 1)), "href=\"");
  EXPECT_TRUE(sheet.Shows("--page:#ffffffff;")) << "as Cognito's own style has it";
  EXPECT_EQ(Show(managed_client, PageName::kSignIn).status, 200);
  EXPECT_EQ(Show(client, PageName::kSignIn).status, 200) << "the classic pages need none";
}

TEST_F(Look, ServesItsOwnFilesForBrowsersToKeep) {
  const support::Page sheet = Fetch(Managed(PageName::kSignIn), "rel=\"stylesheet\" href=\"");
  EXPECT_EQ(sheet.status, 200);
  EXPECT_EQ(sheet.body, pages::EmbeddedText("managed/managed.css"));
  EXPECT_EQ(sheet.Header("Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(sheet.Header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_TRUE(sheet.SetCookies().empty()) << "a fresh XSRF-TOKEN would spend the page's form";
  EXPECT_EQ(Fetch(Classic(PageName::kSignIn), "rel=\"stylesheet\" href=\"").body, pages::EmbeddedText("classic/classic.css"));
  EXPECT_EQ(Fetch(Classic(PageName::kSignIn), "rel=\"icon\" href=\"").Header("Content-Type"), "image/svg+xml");
  EXPECT_EQ(browser.Get("/assets/0123456789abcdef-managed.css").status, 404);
  EXPECT_EQ(browser.Get("/assets/styles/nobody/1/style.css").status, 404);
}

TEST_F(Look, ServesTheStyleOfTheClientUntilItChanges) {
  Style(R"("Settings":{"components":{"pageBackground":{"lightMode":{"color":"abcdefff"}}}})");
  const std::string page = Managed(PageName::kSignIn);
  const std::string before = "rel=\"stylesheet\" href=\"/assets/styles/";
  const std::string address = "/assets/styles/" + page.substr(page.find(before) + before.size(), managed_client.size() + 27);
  const support::Page sheet = browser.Get(address);
  ASSERT_EQ(sheet.status, 200) << address;
  EXPECT_TRUE(sheet.Shows("--page:#abcdefff;"));
  EXPECT_EQ(sheet.Header("Cache-Control"), "public, max-age=31536000, immutable");

  Style(R"("Settings":{"components":{"pageBackground":{"lightMode":{"color":"123456ff"}}}})");
  const std::string changed = Managed(PageName::kSignIn);
  EXPECT_EQ(Count(changed, address), 0u) << "another style has another address";
  EXPECT_EQ(browser.Get(address).status, 404);
}

TEST_F(Look, ServesHostileImagesAsImagesAlone) {
  Style(R"("Settings":{"components":{"form":{"logo":{"enabled":true}},"pageBackground":{"image":{"enabled":true}}}},"Assets":[)"
        R"({"Category":"FORM_LOGO","ColorMode":"LIGHT","Extension":"SVG","Bytes":")" +
        std::string(kSvg) + R"("},{"Category":"PAGE_BACKGROUND","ColorMode":"DYNAMIC","Extension":"PNG","Bytes":")" + kPng + R"("}])");
  const std::string page = Managed(PageName::kSignIn);
  const support::Page logo = Fetch(page, "<img src=\"");
  EXPECT_EQ(logo.status, 200);
  EXPECT_EQ(logo.body, "<svg/>");
  EXPECT_EQ(logo.Header("Content-Type"), "image/svg+xml");
  EXPECT_EQ(logo.Header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(logo.Header("Content-Security-Policy"), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  const support::Page sheet = Fetch(page.substr(page.find("/assets/styles/") - 6), "href=\"");
  EXPECT_EQ(Fetch(sheet.body, "--page-image:url(").Header("Content-Type"), "image/png");
}

TEST_F(Look, TakesTheCustomizationOfTheClassicPages) {
  EXPECT_EQ(Count(Classic(PageName::kSignIn), "custom-css"), 0u);
  EXPECT_EQ(Count(Classic(PageName::kSignIn), "<img"), 0u);
  Customize(R"("CSS":".submitButton-customizable {color: #123456;}","ImageFile":")" + std::string(kPng) + R"(")");
  const std::string page = Classic(PageName::kSignIn);
  const std::size_t own = page.find("rel=\"stylesheet\"");
  const support::Page css = Fetch(page.substr(page.find("rel=\"stylesheet\"", own + 1)), "href=\"");
  EXPECT_EQ(css.body, ".submitButton-customizable {color: #123456;}") << "after our own sheet, so that it counts";
  const support::Page image = Fetch(page, "class=\"logo-customizable\" alt=\"Logo\" src=\"");
  EXPECT_EQ(image.status, 200);
  EXPECT_EQ(image.Header("Content-Type"), "image/png");
}

TEST_F(Look, ServesTheImageUrlOfTheCustomization) {
  Customize(R"("ImageFile":")" + std::string(kPng) + R"(")");
  const auto shown = oauth.service.Call("GetUICustomization", R"({"UserPoolId":")" + pool + R"("})");
  EXPECT_EQ(browser.Get(shown.TextAt("UICustomization.ImageUrl")).body, "\x89PNG\r\n\x1a\n");
  Customize(R"("CSS":"")");
  EXPECT_EQ(browser.Get(shown.TextAt("UICustomization.ImageUrl")).status, 404);
}

TEST_F(Look, LinksTheTermsOfTheClientIfItHasBoth) {
  const auto create = [&](const std::string& name) {
    const auto answer = oauth.service.Call(
        "CreateTerms", R"({"UserPoolId":")" + managed_pool + R"(","ClientId":")" + managed_client + R"(","TermsName":")" + name +
                           R"(","TermsSource":"LINK","Enforcement":"NONE","Links":{"cognito:default":"https://example.com/)" + name +
                           R"(","cognito:german":"https://example.com/de/)" + name +
                           R"(","cognito:portuguese-brazil":"https://example.com/pt/)" + name + R"("}})");
    EXPECT_EQ(answer.status, 200) << answer.body;
  };
  create("terms-of-use");
  EXPECT_EQ(Count(Managed(PageName::kSignUp), "By signing up"), 0u);
  create("privacy-policy");
  EXPECT_EQ(Count(Managed(PageName::kSignUp), "href=\"https://example.com/terms-of-use\""), 1u);
  EXPECT_EQ(Count(Managed(PageName::kSignUp, {}, "lang=de"), "href=\"https://example.com/de/privacy-policy\""), 1u);
  EXPECT_EQ(Count(Managed(PageName::kSignUp, {}, "lang=pt-BR"), "href=\"https://example.com/pt/privacy-policy\""), 1u);
  EXPECT_EQ(Count(Managed(PageName::kSignUp, {}, "lang=ko"), "href=\"https://example.com/privacy-policy\""), 1u);
  EXPECT_EQ(Count(Managed(PageName::kSignIn), "https://example.com/"), 0u);
}

TEST_F(Look, OffersProvidersAsTheStyleSays) {
  const auto page = [&](const std::string& auth) {
    Style(R"("Settings":{"categories":{"auth":)" + auth + "}}");
    return Managed(PageName::kSignIn, WithEverything("Corp"), "client_id=a&identity_provider=x&state=s");
  };
  const std::string buttons = page(R"({"federation":{"interfaceStyle":"BUTTON_LIST"}})");
  EXPECT_EQ(Count(buttons, "Continue with Corp"), 1u);
  EXPECT_EQ(Count(buttons, "idp_identifier"), 0u);
  EXPECT_GT(buttons.find("Continue with Google"), buttons.find("name=\"username\""));

  const std::string search = page(R"({"federation":{"interfaceStyle":"SEARCH_INPUT"}})");
  EXPECT_EQ(Count(search, "Continue with Corp"), 0u);
  EXPECT_EQ(Count(search, "Continue with Google"), 1u);
  EXPECT_EQ(Count(search, "name=\"idp_identifier\""), 1u);

  const std::string first = page(R"({"authMethodOrder":[[{"type":"FEDERATED"},{"type":"USERNAME_PASSWORD"}]]})");
  EXPECT_EQ(Count(first, "Continue with Google"), 1u);
  EXPECT_LT(first.find("Continue with Google"), first.find("name=\"password\""));
}

TEST_F(Look, OffersLanguagesAsTheStyleSays) {
  EXPECT_EQ(Count(Managed(PageName::kSignIn), "hreflang"), 0u);
  Style(R"("Settings":{"categories":{"form":{"languageSelector":{"enabled":true}}}})");
  const std::string page = Managed(PageName::kSignIn, {}, "state=a&lang=de");
  EXPECT_EQ(Count(page, "hreflang"), 5u);
  EXPECT_EQ(Count(page, "href=\"/login?state=a&amp;lang=fr\" lang=\"fr\" hreflang=\"fr\">Français</a>"), 1u) << page;
  EXPECT_EQ(Count(page, "hreflang=\"de\" aria-current=\"true\""), 1u);
}

}  // namespace
}  // namespace rockpool::oauth

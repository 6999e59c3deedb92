#include "tests/federation/stand_ins/stand_in_server.h"

#include <gtest/gtest.h>

#include <utility>

#include "server/api/json.h"
#include "server/http/form.h"
#include "server/pools/identifiers.h"
#include "server/workbench/federated_sign_in.h"
#include "server/workbench/providers.h"
#include "storage/store.h"
#include "tests/support/saml_documents.h"

namespace rockpool::support {
namespace {

// P-256, made for tests.
constexpr const char* kAppleKey =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpOiN+slRdVqU/UEODDU1Rn39/loqLgDklg7b02pDKPuhRANCAATbr+UgBfu6NL907jZix352ozvRec4j/"
    "Q3AOc3StC5Lz9wUymP+o1Pho7yR7a1/yohLAsOFD4Z5TlK23XPCA07g";
constexpr const char* kMailMapping = R"({"email":"email"})";

std::string MetadataFile() {
  SamlDocument document;
  document.endpoints.push_back({"SingleLogoutService", std::string(kRedirectBinding), "https://idp.example/slo"});
  return api::ToJson(SamlXml(document));
}

}  // namespace

StandInServer::StandInServer(const Settings& settings)
    : service(settings),
      workbench_(
          service.faults, trigger_faults_, [] {}, {}, service.random) {
  router.Define("pool", pools::IsPoolId);
  oauth_.Mount(router);
  workbench::AddProviders(workbench_, service.world(), service.random);
  workbench::AddFederatedSignIn(
      workbench_, service.world(), [this](http::Request request) { return Send(std::move(request)); }, service.random);
  workbench_.Mount(router);

  // Asked for where all providers are real.
  service.network.Answer("https://idp.example.com/.well-known/openid-configuration", 200,
                         R"({"issuer":"i","authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"j"})");
  pool = service.CreatePool(R"(,"Schema":[{"Name":"email","AttributeDataType":"String","Required":true,"Mutable":true}])");
  const std::string of_pool = R"({"UserPoolId":")" + pool + '"';
  EXPECT_EQ(OutcomeOf(service.Call("CreateUserPoolDomain", of_pool + R"(,"Domain":"shop"})")), kOk);
  Create("Corp", "OIDC",
         R"({"client_id":"corp","client_secret":"s","authorize_scopes":"openid email","oidc_issuer":"https://idp.example.com",)"
         R"("attributes_request_method":"GET"})",
         kMailMapping);
  Create("Google", "Google", R"({"client_id":"g","client_secret":"s","authorize_scopes":"openid email profile"})", kMailMapping);
  Create("Facebook", "Facebook", R"({"client_id":"f","client_secret":"s","authorize_scopes":"public_profile,email"})", kMailMapping);
  Create("LoginWithAmazon", "LoginWithAmazon", R"({"client_id":"l","client_secret":"s","authorize_scopes":"profile"})", kMailMapping);
  Create("SignInWithApple", "SignInWithApple",
         R"({"client_id":"a","team_id":"TEAM","key_id":"KEY","private_key":")" + std::string(kAppleKey) +
             R"(","authorize_scopes":"email name"})",
         kMailMapping);
  Create("Ring", "SAML", R"({"MetadataFile":)" + MetadataFile() + R"(,"IDPSignout":"true"})", kMailMapping);
  const Answer created = service.Call(
      "CreateUserPoolClient",
      of_pool + R"(,"ClientName":"app","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid",)"
                R"("email"],"CallbackURLs":["https://app.example/cb"],"SupportedIdentityProviders":["Corp","Google","Facebook",)"
                R"("LoginWithAmazon","SignInWithApple","Ring"]})");
  EXPECT_EQ(OutcomeOf(created), kOk);
  client = created.TextAt("UserPoolClient.ClientId");
}

const std::vector<std::string>& StandInServer::Providers() {
  static const std::vector<std::string> names = {"Corp", "Google", "Facebook", "LoginWithAmazon", "SignInWithApple", "Ring"};
  return names;
}

void StandInServer::Create(std::string_view name, std::string_view type, std::string_view details, std::string_view mapping) {
  const std::string request = R"({"UserPoolId":")" + pool + R"(","ProviderName":)" + api::ToJson(std::string(name)) +
                              R"(,"ProviderType":")" + std::string(type) + R"(","ProviderDetails":)" + std::string(details) +
                              R"(,"AttributeMapping":)" + std::string(mapping) + "}";
  EXPECT_EQ(OutcomeOf(service.Call("CreateIdentityProvider", request)), kOk) << name;
}

void StandInServer::Update(std::string_view provider, std::string_view more) {
  const std::string request =
      R"({"UserPoolId":")" + pool + R"(","ProviderName":")" + std::string(provider) + "\"," + std::string(more) + "}";
  EXPECT_EQ(OutcomeOf(service.Call("UpdateIdentityProvider", request)), kOk) << more;
}

http::Response StandInServer::Send(http::Request request) {
  const http::Routed routed = router.Route(std::move(request));
  http::Response response = http::WorkOutHere(*routed.work);
  routed.Finish(response);
  return response;
}

http::Response StandInServer::Get(std::string_view target) {
  http::Request request;
  request.method = "GET";
  request.path = target.substr(0, target.find('?'));
  request.query = target.size() > request.path.size() ? target.substr(request.path.size() + 1) : "";
  request.headers.Add("Host", "localhost:9229");
  return Send(std::move(request));
}

http::Response StandInServer::PostForm(std::string_view target, const http::NamedValues& form) {
  http::Request request;
  request.method = "POST";
  request.path = target.substr(0, target.find('?'));
  request.query = target.size() > request.path.size() ? target.substr(request.path.size() + 1) : "";
  request.headers.Add("Host", "localhost:9229");
  request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
  request.body = http::EncodeForm(form, http::Blanks::kPlus);
  return Send(std::move(request));
}

Answer StandInServer::Call(std::string_view method, std::string_view path, std::string_view json) {
  http::Request request;
  request.method = method;
  request.path = path;
  request.headers.Add("Host", "localhost:9229");
  request.headers.Add("Content-Type", "application/json");
  request.body = json;
  http::Response response = Send(std::move(request));
  Answer answer;
  answer.status = response.status;
  answer.body = std::move(response.body);
  answer.headers = std::move(response.headers);
  answer.json.Parse(answer.body.data(), answer.body.size());
  return answer;
}

Answer StandInServer::SignIn(std::string_view provider, std::string_view subject, std::string_view claims) {
  return Call("POST", "/_rockpool/sign-in",
              R"({"UserPoolId":")" + pool + R"(","ClientId":")" + client + R"(","ProviderName":")" + std::string(provider) +
                  R"(","subject":)" + api::ToJson(std::string(subject)) + R"(,"claims":)" + std::string(claims) + "}");
}

void StandInServer::LetGoWrong(std::string_view provider, std::string_view wrong) {
  const Answer answer = Call("PUT", PathOf(provider, "/faults"), R"({"wrong":")" + std::string(wrong) + R"(","times":1})");
  EXPECT_EQ(answer.status, 200) << answer.body;
}

identity_providers::SharedProvider StandInServer::Provider(std::string_view name) {
  return service.world().store.Read(
      [&](const storage::Transaction& transaction) { return identity_providers::FindProvider(service.world(), transaction, pool, name); });
}

std::string StandInServer::PathOf(std::string_view provider, std::string_view rest) const {
  return "/_rockpool/providers/" + pool + "/" + std::string(provider) + std::string(rest);
}

}  // namespace rockpool::support

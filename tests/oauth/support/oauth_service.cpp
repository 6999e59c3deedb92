#include "tests/oauth/support/oauth_service.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <optional>
#include <utility>

#include "server/api/json.h"
#include "server/federation/stand_ins/endpoint.h"
#include "server/http/form.h"
#include "server/oauth/completion.h"
#include "server/pools/identifiers.h"
#include "server/sign_in/subject.h"
#include "server/world/look_call_commit.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

http::Response SignIn(const oauth::Exchange& exchange) {
  const auto request = oauth::RequireAuthorizationRequest(exchange);
  const std::string name(exchange.query.Find("user").value_or(""));
  auto record = exchange.world.store.Read(
      [&](const storage::Transaction& transaction) { return transaction.users().Find(request.client->pool->id, name); });
  if (!record) {
    ADD_FAILURE() << "no user " << name;
    return {};
  }
  const std::string digest = exchange.world.store.Read([&](const storage::Transaction& transaction) {
    return sign_in::DigestOfPassword(transaction.credentials().Find(record->number).password);
  });
  world::LookCallCommit steps(exchange.world.store);
  return oauth::FinishSignIn(exchange, steps, request,
                             {accounts::Decode(*std::move(record)), exchange.world.clock.Now(), digest, "", "", {"pwd"}});
}

std::string ClientRequest(std::string_view user_pool_id, std::string_view more) {
  std::string text = R"({"UserPoolId":")" + std::string(user_pool_id) +
                     R"(","ClientName":"app","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code","implicit"],)"
                     R"("AllowedOAuthScopes":["openid","email","phone","profile","aws.cognito.signin.user.admin"],"CallbackURLs":[")" +
                     std::string(OAuthService::kCallback) + R"("],"LogoutURLs":[")" + std::string(OAuthService::kSignedOut) +
                     R"("],"SupportedIdentityProviders":["COGNITO"]})";
  rapidjson::Document request;
  request.Parse(text.data(), text.size());
  rapidjson::Document changes;
  changes.Parse(more.data(), more.size());
  EXPECT_TRUE(changes.IsObject()) << more;
  for (const auto& member : changes.GetObject()) {
    request.RemoveMember(member.name);
    if (!member.value.IsNull()) {
      request.AddMember(rapidjson::Value(member.name, request.GetAllocator()), rapidjson::Value(member.value, request.GetAllocator()),
                        request.GetAllocator());
    }
  }
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  request.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

OAuthService::OAuthService(const Settings& settings)
    : service(settings), sign_in_(service.world(), SignIn, http::Runs::kComputes, oauth::ErrorForm::kPage) {
  using http::Cors;
  router_.Define("pool", pools::IsPoolId);
  oauth_.Mount(router_);
  router_.Mount("GET", "/{pool}/.well-known/jwks.json", jwks_, Cors::kAnyOrigin);
  router_.Mount("GET", "/{pool}/.well-known/openid-configuration", discovery_, Cors::kAnyOrigin);
  router_.Mount("GET", kSignInPath, sign_in_, Cors::kNone);
  for (const auto& [method, path, address] : federation::kStandInRoutes) {
    stand_ins_.push_back(federation::StandInEndpoint(service.world(), address));
    router_.Mount(method, path, *stand_ins_.back(), Cors::kNone);
  }
}

http::Response OAuthService::Send(http::Request request) {
  http::Routed routed = router_.Route(std::move(request));
  routed.work->Prepare();
  std::optional<http::Response> response;
  if (routed.work->Where() == http::Runs::kHere && !routed.work->Writes()) {
    const WatchedStore::Promise promise(true);
    response = routed.work->RunHere();
    handed_over_ += response ? 0 : 1;
  }
  if (!response) {
    routed.work->Write();
    response = routed.work->Run();
  }
  routed.Finish(*response);
  return *std::move(response);
}

std::size_t OAuthService::BodyLimit(std::string_view method, std::string_view path) const {
  http::Request head;
  head.method = method;
  head.path = path;
  head.headers.Add("Host", "localhost:9229");
  const http::Endpoint* endpoint = router_.EndpointOf(head);
  return endpoint == nullptr ? 0 : endpoint->BodyLimit(head);
}

std::string OAuthService::CreatePool(std::string_view domain, std::int32_t version, std::string_view more) {
  std::string id = service.CreatePool(more);
  CreateDomain(id, domain, version);
  return id;
}

void OAuthService::CreateDomain(std::string_view user_pool_id, std::string_view domain, std::int32_t version) {
  std::string request = R"({"UserPoolId":")" + std::string(user_pool_id) + R"(","Domain":")" + std::string(domain) +
                        R"(","ManagedLoginVersion":)" + std::to_string(version);
  if (domain.find('.') != std::string_view::npos) {
    request +=
        R"(,"CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"})";
  }
  const Answer answer = service.Call("CreateUserPoolDomain", request + "}");
  EXPECT_EQ(answer.status, 200) << answer.body;
}

std::string OAuthService::CreateClient(std::string_view user_pool_id, std::string_view more) {
  const Answer answer = service.Call("CreateUserPoolClient", ClientRequest(user_pool_id, more));
  EXPECT_EQ(answer.status, 200) << answer.body;
  return answer.TextAt("UserPoolClient.ClientId");
}

std::string OAuthService::SecretOf(std::string_view user_pool_id, std::string_view client_id) {
  const Answer answer = service.Call(
      "DescribeUserPoolClient", R"({"UserPoolId":")" + std::string(user_pool_id) + R"(","ClientId":")" + std::string(client_id) + R"("})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  return answer.Has("UserPoolClient.ClientSecret") ? answer.TextAt("UserPoolClient.ClientSecret") : "";
}

std::string QueryOf(const http::NamedValues& fields) { return http::EncodeForm(fields); }

}  // namespace rockpool::support

#include "server/federation/stand_ins/stand_in.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/federation/attempt.h"
#include "server/federation/stand_ins/call.h"
#include "server/http/form.h"
#include "server/http/origin.h"
#include "server/http/url.h"
#include "server/tokens/settings.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool::federation {
namespace {

using Function = http::Response (*)(const Call& call);

struct Row {
  ProviderAddress address;
  std::string_view part;
  Function function;
};

constexpr std::array kRows{
    Row{ProviderAddress::kAuthorize, "authorize", Authorize}, Row{ProviderAddress::kSingleSignOn, "sso", SingleSignOn},
    Row{ProviderAddress::kSingleLogout, "slo", SingleLogout}, Row{ProviderAddress::kToken, "token", Token},
    Row{ProviderAddress::kProfile, "userinfo", Profile},      Row{ProviderAddress::kKeys, "jwks", Keys},
    Row{ProviderAddress::kDiscovery, "", Discovery},          Row{ProviderAddress::kMetadata, "", Metadata},
};

const Row& RowOf(ProviderAddress address) { return *std::ranges::find(kRows, address, &Row::address); }

bool IsForBrowsers(ProviderAddress address) {
  return address == ProviderAddress::kAuthorize || address == ProviderAddress::kSingleSignOn || address == ProviderAddress::kSingleLogout;
}

// Of the script in post.html; a test holds the two together.
constexpr std::string_view kScript = "document.forms[0].submit()";

std::string HashSource(std::string_view text) { return "'sha256-" + crypto::Base64Encode(crypto::Sha256(text)) + "'"; }

// The sheet as the page has it. It stands before all that anybody could have typed but for names, whose angle brackets are escaped.
std::string_view SheetIn(std::string_view html) {
  constexpr std::string_view kBegin = "<style>";
  const auto begin = html.find(kBegin);
  if (begin == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = html.substr(begin + kBegin.size());
  return rest.substr(0, rest.find("</style>"));
}

}  // namespace

std::string_view PartOf(ProviderAddress address) { return RowOf(address).part; }

std::optional<ProviderAddress> AddressOfPart(std::string_view part) {
  const auto* row = std::ranges::find(kRows, part, &Row::part);
  return part.empty() || row == kRows.end() ? std::nullopt : std::optional(row->address);
}

std::string StandInPath(const identity_providers::ProviderInUse& provider, ProviderAddress address) {
  // A form escapes all that would end a part of a path.
  const std::string name = http::EncodeForm({{"", provider.name}}).substr(1);
  std::string path(kStandInsPath);
  for (const std::string_view part : {std::string_view(provider.user_pool_id), std::string_view(name), PartOf(address)}) {
    path.append("/").append(part);
  }
  return path;
}

http::Response AnswerOfStandIn(const world::World& world, const identity_providers::ProviderInUse& provider, ProviderAddress address,
                               const http::Request& request) {
  const Call call{world, provider, address, request};
  try {
    return RowOf(address).function(call);
  } catch (const BadCall& error) {
    return IsForBrowsers(address) ? ErrorPage(call, error) : JsonAnswer(error.status, error.text);
  }
}

http::Response JsonAnswer(int status, std::string json) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "application/json");
  response.body = std::move(json);
  return response;
}

http::Response HtmlAnswer(int status, std::string html) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "text/html; charset=utf-8");
  response.headers.Add("Content-Security-Policy", "default-src 'none'; style-src " + HashSource(SheetIn(html)) + "; script-src " +
                                                      HashSource(kScript) + "; base-uri 'none'; frame-ancestors 'none'");
  response.body = std::move(html);
  return response;
}

http::NamedValues QueryOf(const Call& call) {
  auto query = http::ParseForm(call.request.query);
  if (!query) {
    throw BadCall{400, "The query cannot be read."};
  }
  return *std::move(query);
}

bool IsOwnHost(const world::World& world, std::string_view host) {
  const auto& settings = world.settings.Of<tokens::Settings>();
  const auto known = http::ParseUrl(settings.public_url);
  if (http::IsTrustedHost(host, settings.trusted_hosts) || (known && known->host == host)) {
    return true;
  }
  if (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  // A domain with a point is a custom one; another one is the first label of a name of AWS's.
  constexpr std::string_view kAws = ".amazoncognito.com";
  const bool is_aws = host.ends_with(kAws) && host.find(".auth.") == host.find('.');
  const std::string_view domain = is_aws ? host.substr(0, host.find('.')) : host;
  return (is_aws || domain.find('.') != std::string_view::npos) &&
         world.store.ReadBriefly([domain](const storage::Transaction& transaction) {
           return transaction.resources(storage::ResourceKind::kDomain).FindInStore(domain).has_value();
         });
}

bool IsCallback(const Call& call, std::string_view url, std::string_view path, std::string_view state) {
  const auto parsed = http::ParseUrl(url);
  if (!parsed || parsed->target != path) {
    return false;
  }
  const auto own = http::HostOf(call.request, call.request.is_tls);
  if ((own && own->host == parsed->host && IsOwnHost(call.world, own->host)) ||
      http::ClassOfHost(parsed->host) == http::HostClass::kLocal) {
    return true;
  }
  const auto attempt =
      call.world.store.ReadBriefly([state](const storage::Transaction& transaction) { return FindAttempt(transaction, state); });
  return attempt && attempt->callback == url;
}

bool IsFirst(const Call& call) { return call.request.method == "GET" || ReadState(call.world, call.provider)->is_auto; }

void KeepAsked(const Call& call, std::string_view part, std::string text) {
  const Asked asked{call.world.clock.Now(), std::string(part), std::move(text)};
  WithTraffic(call.world, call.provider, [&asked](Traffic& traffic) { Remember(traffic, asked); });
}

std::string DigestOf(std::string_view secret) { return crypto::Base64UrlEncode(crypto::Sha256(secret)); }

std::string DrawSecret(const world::World& world) {
  constexpr std::size_t kLength = 43;  // 256 bits
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return util::RandomText(world.random, kAlphabet, kLength);
}

}  // namespace rockpool::federation

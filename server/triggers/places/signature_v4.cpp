#include "server/triggers/places/signature_v4.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "server/crypto/digest.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"

namespace rockpool::triggers {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string Hmac(std::string_view key, std::string_view data) { return crypto::BytesOf(crypto::HmacSha256(key, data)); }

// The path is escaped already, and is escaped once more: so it is with all services but S3.
std::string CanonicalPath(std::string_view path) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : path) {
    if (util::IsLetterOrDigit(c) || std::string_view("/-_.~").find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      escaped += {'%', kHexDigits[static_cast<unsigned char>(c) >> 4], kHexDigits[static_cast<unsigned char>(c) & 15]};
    }
  }
  return escaped;
}

std::string CanonicalQuery(std::string_view query) {
  std::vector<std::string_view> fields = util::Split(query, "&");
  std::ranges::sort(fields);
  return util::Join(fields, "&");
}

// By their names in small letters, Host among them.
std::map<std::string, std::string> HeadersToSign(const http::FetchRequest& request) {
  std::map<std::string, std::string> headers{{"host", request.url.Authority()}};
  for (const auto& [name, value] : request.headers) {
    headers[util::LowerCase(name)] = value;
  }
  return headers;
}

}  // namespace

void Sign(http::FetchRequest& request, const SigningCredentials& credentials, util::EpochMillis now) {
  const std::string compact = util::CompactTime(now);
  const std::string date = compact.substr(0, 8);
  const std::string time = date + "T" + compact.substr(8) + "Z";
  request.headers.Add("X-Amz-Date", time);

  const std::string_view target = request.url.target;
  const std::string_view path = target.substr(0, target.find('?'));
  const std::string_view query = path.size() < target.size() ? target.substr(path.size() + 1) : "";
  std::string canonical = request.method + "\n" + CanonicalPath(path) + "\n" + CanonicalQuery(query) + "\n";
  std::vector<std::string> names;
  for (const auto& [name, value] : HeadersToSign(request)) {
    canonical.append(name).append(":").append(value).append("\n");
    names.push_back(name);
  }
  const std::string signed_headers = util::Join(names, ";");
  canonical.append("\n").append(signed_headers).append("\n").append(util::HexEncode(crypto::Sha256(request.body)));

  const std::string scope = date + "/" + credentials.region + "/" + credentials.service + "/aws4_request";
  std::string to_sign(kAlgorithm);
  for (const std::string& line : {time, scope, util::HexEncode(crypto::Sha256(canonical))}) {
    to_sign.append("\n").append(line);
  }
  std::string key = Hmac("AWS4" + credentials.secret, date);
  for (const std::string_view part :
       {std::string_view(credentials.region), std::string_view(credentials.service), std::string_view("aws4_request")}) {
    key = Hmac(key, part);
  }
  std::string authorization(kAlgorithm);
  authorization.append(" Credential=").append(credentials.access_key_id).append("/").append(scope);
  authorization.append(", SignedHeaders=").append(signed_headers).append(", Signature=").append(util::HexEncode(Hmac(key, to_sign)));
  request.secret_headers.Add("Authorization", std::move(authorization));
}

}  // namespace rockpool::triggers

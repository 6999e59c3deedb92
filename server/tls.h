// The two sides of TLS. What the server shows to the clients of its TLS port: the files that the options name, or else a certificate of its
// own authority, which is kept in the store, so that who trusts it once trusts it after every restart. And whom it trusts itself when it
// asks other servers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/http/beast/client.h"
#include "server/http/beast/server.h"
#include "server/http/beast/tls_contexts.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool {

// What the person who starts the server says of it.
struct TlsOptions {
  std::optional<std::uint16_t> port;  // 0: a free one; none: no TLS
  std::string certificate;            // paths of PEM files, both or none: then a certificate of our own authority
  std::string key;
  std::vector<std::string> names;  // host names and addresses that our own certificate is for too
  std::string trusted_ca;          // path of a PEM file, or empty: none beside the system's

  bool operator==(const TlsOptions&) const = default;
};

struct Tls {
  http::beast::TlsSettings settings;
  std::optional<std::string> authority_pem;  // the certificate that clients are to trust; none with files
};

// Whether a host is one of the store's own domains, whose name our own certificate cannot know at the start. Any thread; microseconds.
using IsDomain = std::function<bool(const std::string& host)>;

// nullopt without a TLS port: nothing is read or made then. Throws http::beast::TlsError for options that do not fit together and for
// a file that cannot be read; whether a file holds what it should is for the server to find out. `http` is the port without TLS. Without
// files each domain gets a certificate when a client first names it. `clock` and `random` outlive what is returned.
std::optional<Tls> PrepareTls(const TlsOptions& options, const http::beast::Settings& http, storage::Store& store,
                              const util::WallClock& clock, util::Random& random, IsDomain is_domain = nullptr);

// For outgoing calls; `connect_to` is as http::ParseConnectTo reads it. Throws http::beast::TlsError if the file of trusted certificates
// cannot be read; what it holds is for the client to find out.
http::beast::ClientSettings ClientSettings(const TlsOptions& options, const std::vector<std::string>& connect_to);

}  // namespace rockpool

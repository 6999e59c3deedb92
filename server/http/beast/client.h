// The http::Client of the real server: the rules of reach and redirects over a connection of its own per fetch.
#pragma once

#include <memory>
#include <utility>

#include "server/http/beast/client_stream.h"
#include "server/http/beast/resolver.h"
#include "server/http/beast/response_reader.h"
#include "server/http/client.h"

namespace rockpool::http::beast {

// Any thread may use it, several at once.
class Client final : public http::Client {
 public:
  explicit Client(Resolver resolver = SystemResolve) : resolver_(std::move(resolver)) {}

  // As http::Client says. An https answer is believed only with a certificate for the host from an authority that the system trusts.
  // A redirect without a Location is a response like any other; one whose Location is relative to the path fails the fetch.
  FetchResponse Get(const FetchRequest& request) override;

 private:
  ReceivedResponse Fetch(const Url& url, HostClass host_class, std::size_t max_body_bytes, Deadline deadline);
  std::unique_ptr<ClientStream> Connect(const Url& url, HostClass host_class, Deadline deadline);

  Resolver resolver_;
  TlsTrust trust_;
};

}  // namespace rockpool::http::beast

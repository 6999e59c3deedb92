// Stands in for all of libcurl that is not SMTP without TLS, in every program: with it libcurl.a is 240 kB of one protocol, and needs no other
// library; whole it is 600 kB, needs fifteen, of which Debian has some without an archive, and costs who loads them at the start. Why:
// docs/decisions/0015-libcurl.md.
//
// Each name is one that the remaining objects of libcurl 7.88 (Debian 12) refer to. It is an error of the link where a later one needs
// another, and where it needs the object that a name here comes from.
#include <openssl/rand.h>
#include <stdbool.h>
#include <stddef.h>

// The beginning of libcurl's struct Curl_handler, which is looked for by its scheme: none has this one.
struct Handler {
  const char* scheme;
  const void* rest[32];
};
extern const struct Handler kNoHandler;
const struct Handler kNoHandler = {"", {NULL}};

#define NO_HANDLER(name) extern const struct Handler Curl_handler_##name __attribute__((alias("kNoHandler")))

NO_HANDLER(dict);
NO_HANDLER(file);
NO_HANDLER(ftp);
NO_HANDLER(ftps);
NO_HANDLER(gopher);
NO_HANDLER(gophers);
NO_HANDLER(http);
NO_HANDLER(https);
NO_HANDLER(imap);
NO_HANDLER(imaps);
NO_HANDLER(ldap);
NO_HANDLER(ldaps);
NO_HANDLER(mqtt);
NO_HANDLER(pop3);
NO_HANDLER(pop3s);
NO_HANDLER(rtmp);
NO_HANDLER(rtmpe);
NO_HANDLER(rtmps);
NO_HANDLER(rtmpt);
NO_HANDLER(rtmpte);
NO_HANDLER(rtmpts);
NO_HANDLER(rtsp);
NO_HANDLER(scp);
NO_HANDLER(sftp);
NO_HANDLER(smb);
NO_HANDLER(smbs);
NO_HANDLER(telnet);
NO_HANDLER(tftp);

// Nothing is done, and the answer is 0: CURLE_OK, false, NULL. So it is right for what cleans up and for what asks whether something is
// wanted, and the others are never reached.
long Nothing(void);
long Nothing(void) { return 0; }

#define NOTHING(name) extern long name(void) __attribute__((alias("Nothing")))

// HTTP and what goes with it: proxies, cookies, DNS over HTTPS, content encodings.
NOTHING(Curl_bump_headersize);
NOTHING(Curl_http_compile_trailers);
NOTHING(Curl_http_connect);
NOTHING(Curl_http_firstwrite);
NOTHING(Curl_http_readwrite_headers);
NOTHING(Curl_conn_is_http2);
NOTHING(Curl_h2_http_1_1_error);
NOTHING(Curl_cf_https_setup);
NOTHING(Curl_cf_haproxy_insert_after);
NOTHING(Curl_cf_http_proxy_insert_after);
NOTHING(Curl_cf_socks_proxy_insert_after);
NOTHING(Curl_cookie_add);
NOTHING(Curl_cookie_cleanup);
NOTHING(Curl_cookie_clearall);
NOTHING(Curl_cookie_clearsess);
NOTHING(Curl_cookie_init);
NOTHING(Curl_cookie_list);
NOTHING(Curl_cookie_loadfiles);
NOTHING(Curl_flush_cookies);
NOTHING(Curl_psl_destroy);
NOTHING(Curl_alpnid2str);
NOTHING(Curl_altsvc_cleanup);
NOTHING(Curl_altsvc_ctrl);
NOTHING(Curl_altsvc_init);
NOTHING(Curl_altsvc_load);
NOTHING(Curl_altsvc_lookup);
NOTHING(Curl_altsvc_save);
NOTHING(Curl_hsts);
NOTHING(Curl_hsts_cleanup);
NOTHING(Curl_hsts_init);
NOTHING(Curl_hsts_loadcb);
NOTHING(Curl_hsts_loadfile);
NOTHING(Curl_hsts_loadfiles);
NOTHING(Curl_hsts_save);
NOTHING(Curl_doh);
NOTHING(Curl_doh_is_resolved);
NOTHING(Curl_all_content_encodings);
NOTHING(Curl_unencode_write);
NOTHING(Curl_http_auth_cleanup_digest);
NOTHING(Curl_http_auth_cleanup_negotiate);
NOTHING(Curl_http_auth_cleanup_ntlm);
NOTHING(Curl_parsenetrc);

// TLS.
NOTHING(Curl_cf_ssl_insert_after);
NOTHING(Curl_cf_ssl_proxy_insert_after);
NOTHING(Curl_free_multi_ssl_backend_data);
NOTHING(Curl_free_primary_ssl_config);
NOTHING(Curl_init_sslset_nolock);
NOTHING(Curl_ssl_backend);
NOTHING(Curl_ssl_cert_status_request);
NOTHING(Curl_ssl_cfilter_add);
NOTHING(Curl_ssl_cleanup);
NOTHING(Curl_ssl_close_all);
NOTHING(Curl_ssl_config_matches);
NOTHING(Curl_ssl_engines_list);
NOTHING(Curl_ssl_false_start);
NOTHING(Curl_ssl_free_certinfo);
NOTHING(Curl_ssl_get_internals);
NOTHING(Curl_ssl_initsessions);
NOTHING(Curl_ssl_kill_session);
NOTHING(Curl_ssl_set_engine);
NOTHING(Curl_ssl_set_engine_default);
NOTHING(Curl_ssl_supports);

// Ways to say who one is.
NOTHING(Curl_auth_create_digest_md5_message);
NOTHING(Curl_auth_digest_cleanup);
NOTHING(Curl_auth_is_digest_supported);
NOTHING(Curl_auth_cleanup_ntlm);
NOTHING(Curl_auth_create_ntlm_type1_message);
NOTHING(Curl_auth_create_ntlm_type3_message);
NOTHING(Curl_auth_decode_ntlm_type2_message);
NOTHING(Curl_auth_is_ntlm_supported);
NOTHING(Curl_auth_cleanup_gssapi);
NOTHING(Curl_auth_create_gssapi_security_message);
NOTHING(Curl_auth_create_gssapi_user_message);
NOTHING(Curl_auth_is_gssapi_supported);

// Names beyond ASCII in DNS, SSH, POP3.
NOTHING(Curl_free_idnconverted_hostname);
NOTHING(Curl_idn_decode);
NOTHING(Curl_idnconvert_hostname);
NOTHING(Curl_ssh_cleanup);
NOTHING(Curl_ssh_init);
NOTHING(Curl_pop3_write);

// What is reached and answers something else.

int Curl_ssl_init(void);
bool Curl_clone_primary_ssl_config(const void* source, void* copy);
int Curl_ssl_random(const void* transfer, unsigned char* bytes, size_t size);
bool Curl_is_ASCII_name(const char* name);

int Curl_ssl_init(void) { return 1; }

bool Curl_clone_primary_ssl_config(const void* source, void* copy) {
  (void)source, (void)copy;
  return true;
}

// Of boundaries between the parts of an e-mail.
int Curl_ssl_random(const void* transfer, unsigned char* bytes, size_t size) {
  enum { kOk = 0, kFailedInit = 2 };  // CURLE_OK, CURLE_FAILED_INIT
  (void)transfer;
  return RAND_bytes(bytes, (int)size) == 1 ? kOk : kFailedInit;
}

bool Curl_is_ASCII_name(const char* name) {
  for (; *name != '\0'; ++name) {
    if ((unsigned char)*name > 127) return false;
  }
  return true;
}

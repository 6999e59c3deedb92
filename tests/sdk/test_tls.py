"""The TLS port, as clients meet it that trust the server's own authority, or a certificate that the user gave."""

import json
import os
import ssl
import subprocess
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, SSLError

import server
import support

NODE_CLIENT = """
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
const client = new CognitoIdentityProviderClient({
  endpoint: process.argv[1], region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1,
});
const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'over TLS' }));
console.log(UserPool.Name);
"""
JAVASCRIPT_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "js")


def get(url, **options):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(**options))
    with opener.open(url, timeout=30) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def tls_port_of(process):
    return json.loads(get(process.endpoint + "/health")[1])["tls_port"]


def client_for(url, ca_file):
    return boto3.client(
        "cognito-idp", endpoint_url=url, region_name=support.REGION, aws_access_key_id="test", aws_secret_access_key="test",
        verify=ca_file, config=Config(retries={"max_attempts": 0}, proxies={}))


def run(*command, **variables):
    environment = {**server.clean_environment(), "NO_PROXY": "*", "no_proxy": "*", **variables}
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, timeout=60)


class TlsCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rockpool-sdk-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *options, **settings):
        process = server.Server(*options, **settings)
        self.addCleanup(lambda: process.exit_code() is None and process.stop())
        return process

    def start_with_tls(self, *options, **settings):
        """The process, the URL of its TLS port, and a file with the certificate of its authority."""
        process = self.start("--tls-port=0", *options, **settings)
        media_type, pem = get(process.endpoint + "/_rockpool/ca.pem")
        self.assertEqual(media_type, "application/x-pem-file")
        with open(self.path("ca.pem"), "w", encoding="ascii") as file:
            file.write(pem)
        return process, f"https://localhost:{tls_port_of(process)}", self.path("ca.pem")


class TheTlsPort(TlsCase):
    def test_answers_boto3_that_trusts_the_authority(self):
        process, url, ca_file = self.start_with_tls()
        pool = client_for(url, ca_file).create_user_pool(PoolName="over TLS")["UserPool"]
        described = support.client_for(process.endpoint).describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
        self.assertEqual(described["Name"], "over TLS")

    def test_is_not_believed_by_boto3_without_the_authority(self):
        _, url, _ = self.start_with_tls()
        with self.assertRaises(SSLError):
            client_for(url, None).list_user_pools(MaxResults=1)

    def test_answers_the_sdk_for_javascript_that_trusts_the_authority(self):
        _, url, ca_file = self.start_with_tls()
        command = ["node", "--input-type=module", "--eval", NODE_CLIENT, url]
        done = self.run_in_javascript_folder(command, {"NODE_EXTRA_CA_CERTS": ca_file})
        self.assertEqual((done.returncode, done.stdout), (0, "over TLS\n"), done.stderr)
        refused = self.run_in_javascript_folder(command, {})
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("UNABLE_TO_VERIFY_LEAF_SIGNATURE", refused.stderr)

    def run_in_javascript_folder(self, command, variables):
        return subprocess.run(
            command, cwd=JAVASCRIPT_FOLDER, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
            env={**server.clean_environment(), **variables})

    def test_answers_curl_by_every_local_name(self):
        process, _, ca_file = self.start_with_tls("--tls-names=rockpool")
        port = tls_port_of(process)
        for host in ("localhost", "127.0.0.1", "host.docker.internal", "rockpool"):
            with self.subTest(host=host):
                done = run("curl", "--silent", "--show-error", "--cacert", ca_file, "--resolve", f"{host}:{port}:127.0.0.1",
                           f"https://{host}:{port}/health")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(json.loads(done.stdout)["tls_port"], port)
        done = run("curl", "--silent", "--cacert", ca_file, "--resolve", f"other.test:{port}:127.0.0.1", f"https://other.test:{port}/health")
        self.assertEqual(done.returncode, 60, "curl believes a name that the certificate is not for")

    def test_is_believed_as_strictly_as_python_can(self):
        _, url, ca_file = self.start_with_tls()
        context = ssl.create_default_context(cafile=ca_file)
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        self.assertIn('"status":"ok"', get(url + "/health", context=context)[1])

    def test_keeps_its_authority_over_a_restart(self):
        process, _, ca_file = self.start_with_tls(database=self.path("rockpool.db"))
        process.stop()
        with open(ca_file, encoding="ascii") as file:
            before = file.read()
        process = self.start("--tls-port=0", database=self.path("rockpool.db"))
        self.assertEqual(get(process.endpoint + "/_rockpool/ca.pem")[1], before)
        client_for(f"https://localhost:{tls_port_of(process)}", ca_file).list_user_pools(MaxResults=1)

    def test_leaves_standard_output_as_it_is_and_logs_its_address(self):
        process, url, _ = self.start_with_tls()
        process.stop()
        self.assertEqual(process.output, [f"READY {process.endpoint}"])
        _, log = server.ended_logs[-1]
        self.assertIn(url.replace("localhost", "127.0.0.1"), log)
        self.assertNotIn("PRIVATE", log)

    def test_is_off_unless_it_is_asked_for(self):
        process = self.start()
        self.assertNotIn("tls_port", json.loads(get(process.endpoint + "/health")[1]))
        with self.assertRaises(urllib.error.HTTPError) as caught:
            get(process.endpoint + "/_rockpool/ca.pem")
        self.assertEqual(caught.exception.code, 404)


class Issuer(BaseHTTPRequestHandler):
    """Answers every path with a discovery document."""

    def do_GET(self):
        address = f"https://localhost:{self.server.server_port}"
        keys = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        body = json.dumps({key: address for key in keys}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class GivenCertificates(TlsCase):
    def issuer(self, certificate, key):
        """The address of an OpenID provider that speaks TLS with that certificate."""
        issuer = HTTPServer(("127.0.0.1", 0), Issuer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        issuer.socket = context.wrap_socket(issuer.socket, server_side=True)
        thread = threading.Thread(target=issuer.serve_forever)
        thread.start()
        self.addCleanup(issuer.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(issuer.shutdown)
        return f"https://localhost:{issuer.server_port}"

    def make(self, name):
        """A certificate that signs itself, and its key."""
        certificate, key = self.path(f"{name}.pem"), self.path(f"{name}.key")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=given",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
            check=True, capture_output=True, timeout=60)
        return certificate, key

    def assert_refused(self, sentence, *options):
        with self.assertRaisesRegex(server.ServerError, "ended with exit code 8 before it was ready") as caught:
            server.Server("--tls-port=0", *options)
        log = str(caught.exception).split("--- its standard error:\n")[1]
        self.assertEqual(log, f"rockpool: {sentence}\n")

    def test_are_shown_instead_of_made_ones(self):
        certificate, key = self.make("given")
        process = self.start("--tls-port=0", "--tls-certificate", certificate, "--tls-key", key)
        client_for(f"https://localhost:{tls_port_of(process)}", certificate).list_user_pools(MaxResults=1)
        with self.assertRaises(urllib.error.HTTPError):
            get(process.endpoint + "/_rockpool/ca.pem")

    def test_are_refused_in_one_sentence_with_exit_code_eight(self):
        certificate, key = self.make("given")
        _, other_key = self.make("other")
        missing = self.path("missing.pem")
        self.assert_refused("--tls-certificate and --tls-key belong together: give both or none.", "--tls-key", key)
        self.assert_refused(f"The file {missing} cannot be read.", "--tls-certificate", missing, "--tls-key", key)
        self.assert_refused(f"There is no readable certificate in PEM in {key}.", "--tls-certificate", key, "--tls-key", key)
        self.assert_refused(f"There is no readable private key without passphrase in PEM in {certificate}.",
                            "--tls-certificate", certificate, "--tls-key", certificate)
        self.assert_refused(f"The private key in {other_key} does not belong to the certificate in {certificate}.",
                            "--tls-certificate", certificate, "--tls-key", other_key)

    def test_are_trusted_at_providers_where_the_option_names_them(self):
        certificate, key = self.make("provider")
        other, _ = self.make("other")
        issuer = self.issuer(certificate, key)

        def create(*options):
            process = self.start(*options)
            client = client_for(process.endpoint, None)
            pool = client.create_user_pool(PoolName="p")["UserPool"]["Id"]
            client.create_identity_provider(
                UserPoolId=pool, ProviderName="Keycloak", ProviderType="OIDC",
                ProviderDetails={"client_id": "c", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": issuer})

        create("--trusted-ca", certificate)
        for options in ((), ("--trusted-ca", other)):
            with self.assertRaisesRegex(ClientError, "Unable to contact well-known endpoint"):
                create(*options)

    def test_are_refused_in_one_sentence_where_nothing_in_them_can_be_trusted(self):
        _, key = self.make("provider")
        missing = self.path("missing.pem")
        self.assert_refused(f"The file {missing} cannot be read.", "--trusted-ca", missing)
        self.assert_refused(f"There is no readable certificate in PEM in {key}, or one of several is broken.", "--trusted-ca", key)

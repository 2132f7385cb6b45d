<?php

namespace Percloud;

use Shaarli\Security\LoginManager;

/** Whoever the gate in front has signed in; nobody else reaches this port, and no other header says so. */
function personSignedIn(): ?string
{
    $person = $_SERVER['HTTP_X_REMOTE_USER'] ?? '';

    return $person === '' ? null : $person;
}

/**
 * Shaarli reads all bookmarks, changes one and writes them all: two who do so at once would lose what one of them wrote.
 * The file stays open, and the turn taken, until the request is over.
 */
function takeTurn(): void
{
    static $turn;
    $turn = fopen('/tmp/turn', 'c');
    flock($turn, LOCK_EX);
}

/** Shaarli without passwords: who is signed in is the gate's affair, request by request. */
class GateLogin extends LoginManager
{
    public function checkLoginState($clientIpId)
    {
        $person = personSignedIn();
        $this->isLoggedIn = $person !== null;
        if ($person === null || $person === $this->sessionManager->getSessionParameter('username')) {
            return;
        }
        // What somebody else left in this browser is not theirs.
        $_SESSION = ['username' => $person];
        $this->sessionManager->initialize();
    }

    public function isLoggedIn(): bool
    {
        return $this->isLoggedIn;
    }

    public function checkCredentials($clientIpId, $login, $password)
    {
        return false;
    }
}
